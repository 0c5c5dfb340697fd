using System.Collections.Immutable;
using System.Text.Json;

namespace Rollcall.Apps.Meets.Sheet;

/// <summary>A meet's content as a typed sheet: how it is run, its lifters, what each platform is at. Immutable; a changed key gives a new sheet that shares
/// everything else.</summary>
public sealed record MeetSheet
{
    /// <summary>The most platforms a meet may have.</summary>
    public const int MostPlatforms = 20;

    /// <summary>Nothing.</summary>
    public static MeetSheet Empty { get; } = new();

    /// <summary>How the meet is run.</summary>
    public MeetSetup Setup { get; init; } = new();

    /// <summary>The fields of <c>meet</c> as they are, unknown ones too.</summary>
    public ImmutableSortedDictionary<string, JsonElement> SetupFields { get; init; } = ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>The lifters by their row.</summary>
    public ImmutableSortedDictionary<long, Lifter> Lifters { get; init; } = ImmutableSortedDictionary<long, Lifter>.Empty;

    /// <summary>What each platform is at, as far as a desk has said.</summary>
    public ImmutableSortedDictionary<int, PlatformAt> Platforms { get; init; } = ImmutableSortedDictionary<int, PlatformAt>.Empty;

    /// <summary>The live fields of each platform: clock, lights, and whatever else a display may want.</summary>
    public ImmutableSortedDictionary<int, ImmutableSortedDictionary<string, JsonElement>> Live { get; init; } =
        ImmutableSortedDictionary<int, ImmutableSortedDictionary<string, JsonElement>>.Empty;

    /// <summary>What a platform is at.</summary>
    public PlatformAt At(int platform) => Platforms.GetValueOrDefault(platform, PlatformAt.Start);

    /// <summary>The highest platform on which lifting is planned, runs or has a lifter; at least 1. A clock or a light makes none.</summary>
    public int PlatformCount =>
        Math.Clamp(Setup.PlatformsOnDays.Concat(Platforms.Keys).Concat(Lifters.Values.Select(lifter => lifter.Platform)).DefaultIfEmpty(1).Max(), 1, MostPlatforms);

    /// <summary>Reads of a content only how the meet is run.</summary>
    public static MeetSetup SetupOf(Content content) => SheetReading.Setup(name => ValueOf(content, $"meet.{name}"));

    /// <summary>Reads a whole content.</summary>
    public static MeetSheet Of(Content content)
    {
        var sheet = Empty;
        foreach (var part in content.Items.Select(item => PartOf(item.Key)).DistinctBy(key => key.Text))
            sheet = sheet.With(content, part);
        return sheet;
    }

    /// <summary>The sheet after the content changed at a key.</summary>
    public MeetSheet With(Content content, MeetKey changed)
    {
        var part = PartOf(changed);
        var value = content.ValueAt(part, out _)?.Parse();
        switch (part.Shape)
        {
            case KeyShape.Entry:
                return this with
                {
                    Lifters = value is { } entry ? Lifters.SetItem(part.EntryId, SheetReading.Lifter(entry, part.EntryId, part.EntryId)) : Lifters.Remove(part.EntryId),
                };
            case KeyShape.MeetField:
                var fields = Changed(SetupFields, part.Field, value);
                return this with { SetupFields = fields, Setup = SheetReading.Setup(name => fields.TryGetValue(name, out var found) ? found : null) };
            case KeyShape.LiftingField:
                return this with { Platforms = Platforms.SetItem(part.Platform, SheetReading.Platform(name => ValueOf(content, $"lifting.platforms[{part.Platform}].{name}"))) };
            default:
                var live = Live.GetValueOrDefault(part.Platform, ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal));
                return this with { Live = Live.SetItem(part.Platform, Changed(live, part.Field, value)) };
        }
    }

    /// <summary>The outermost object that is read as one: a whole lifter, one field of the meet, the lights of a platform.</summary>
    private static MeetKey PartOf(MeetKey key) => key.OfEntry ? key.WholeEntry : key.Shape == KeyShape.LiveLight ? Parse(key.Group) : key;

    private static ImmutableSortedDictionary<string, JsonElement> Changed(ImmutableSortedDictionary<string, JsonElement> fields, string field, JsonElement? value) =>
        value is { } present ? fields.SetItem(field, present) : fields.Remove(field);

    private static JsonElement? ValueOf(Content content, string key) => content.ValueAt(Parse(key), out _)?.Parse();

    private static MeetKey Parse(string key) => MeetKey.TryParse(key, key.Length, out var parsed) ? parsed : throw new ArgumentException($"{key} is no key", nameof(key));
}
