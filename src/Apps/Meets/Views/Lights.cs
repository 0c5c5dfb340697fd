using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Views;

/// <summary>One referee's light as a display may show it.</summary>
/// <param name="Given">Whether a decision was given on the attempt that is being judged.</param>
/// <param name="Decision"><c>good</c> or <c>bad</c>; null until all three have decided.</param>
/// <param name="Cards">Empty until then.</param>
public sealed record Light(bool Given, string? Decision, ImmutableArray<string> Cards);

/// <summary>Which attempt a referee has decided on.</summary>
/// <param name="Lift"><c>S</c>, <c>B</c> or <c>D</c>.</param>
/// <param name="Attempt">1 to 5.</param>
public readonly record struct Judged(long EntryId, string Lift, int Attempt);

/// <summary>The three referees' lights: hidden until all have decided on the same attempt (specification, 5.4). Pure.</summary>
/// <param name="About">What they are about, so that nobody takes them for the next lifter's; null while no decision stands.</param>
/// <param name="Result">Of two or three <c>good</c> ones <c>good</c>, else <c>bad</c>; null until complete.</param>
public sealed record Lights(Judged? About, Light Left, Light Head, Light Right, bool Complete, string? Result)
{
    private const int Majority = 2;
    private static readonly ImmutableArray<string> Referees = ["left", "head", "right"];

    /// <summary>Reads the value of <c>live.platforms[n].lights</c>; null where no light was ever given.</summary>
    public static Lights Of(JsonElement? lights)
    {
        var given = Referees.Select(referee => Read(lights, referee)).ToArray();
        // What is judged is what the latest decision was about: a light left over from the lifter before counts no more.
        var judged = given.Where(one => one.Decision is not null).DefaultIfEmpty().MaxBy(one => one.At).About;
        var complete = given.All(one => one.Decision is not null && one.About == judged);
        var shown = given.Select(one => one.Decision is null || one.About != judged ? new Light(false, null, [])
            : complete ? new(true, one.Decision, one.Cards)
            : new(true, null, [])).ToArray();
        var result = !complete ? null : given.Count(one => one.Decision == "good") >= Majority ? "good" : "bad";
        return new(judged, shown[0], shown[1], shown[2], complete, result);
    }

    private static Decided Read(JsonElement? lights, string referee)
    {
        if (lights is not { } all || SheetReading.Of(all, referee) is not { ValueKind: JsonValueKind.Object } light)
            return default;
        var at = DateTimeOffset.TryParse(Text(light, "at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read) ? read : DateTimeOffset.MinValue;
        var cards = SheetReading.Of(light, "cards") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(card => card.ValueKind == JsonValueKind.String).Select(card => card.GetString()!).ToImmutableArray()
            : [];
        return new(Text(light, "decision"), cards, at, AboutOf(light));
    }

    private static Judged? AboutOf(JsonElement light) =>
        SheetReading.Id(SheetReading.Of(light, "entryId")) is { } entryId && Text(light, "lift") is { } lift && SheetReading.Whole(SheetReading.Of(light, "attempt")) is { } attempt
            ? new(entryId, lift, attempt) : null;

    private static string? Text(JsonElement light, string name) => SheetReading.Of(light, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private readonly record struct Decided(string? Decision, ImmutableArray<string> Cards, DateTimeOffset At, Judged? About);
}
