using System.Collections.Immutable;
using System.Text.Json;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Tests.Support.Scoring;

/// <summary>A meet as a <c>.openlifter</c> file with what OpenLifter 1.4 computes of it. From the folder ROLLCALL_VECTORS names, else the copy kept here.</summary>
internal sealed record OpenLifterVector(string Name, ImmutableArray<string> Quirks, JsonElement State, JsonElement Expected)
{
    private static readonly string? Named = Environment.GetEnvironmentVariable("ROLLCALL_VECTORS") is { Length: > 0 } named ? named : null;

    private static readonly string Folder = Named ?? Path.Combine(Repository.Root, "tests/vectors/openlifter");

    /// <summary>Whether others are read than the copy kept here.</summary>
    public static bool IsElsewhere => Named is not null;

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);

    public static OpenLifterVector Read(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name + ".json")));
        var root = document.RootElement.Clone();
        return new(name, [.. root.GetProperty("quirks").EnumerateArray().Select(one => one.GetString()!)], root.GetProperty("state"), root.GetProperty("expected"));
    }

    /// <summary>The state as a sheet, its lifters in the order of the file.</summary>
    public MeetSheet Sheet()
    {
        var meet = State.GetProperty("meet");
        var row = 0L;
        return MeetSheet.Empty with
        {
            Setup = SheetReading.Setup(name => meet.TryGetProperty(name, out var value) ? value : null),
            Lifters = State.GetProperty("registration").GetProperty("entries").EnumerateArray()
                .Select(entry => SheetReading.Lifter(entry, entry.GetProperty("id").GetInt64(), row++)).ToImmutableSortedDictionary(lifter => lifter.Row, lifter => lifter),
        };
    }
}
