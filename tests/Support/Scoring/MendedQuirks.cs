using System.Collections.Frozen;

namespace Rollcall.Tests.Support.Scoring;

/// <summary>What each error of OpenLifter 1.4 shows in, of those that are mended: decision 0030.</summary>
internal static class MendedQuirks
{
    private static readonly FrozenDictionary<string, string[]> ShowsIn = new Dictionary<string, string[]>
    {
    }.ToFrozenDictionary();

    public static bool Explain(OpenLifterVector vector, string difference) =>
        vector.Quirks.Any(quirk => ShowsIn.TryGetValue(quirk, out var parts) && parts.Any(part => difference.StartsWith(part, StringComparison.Ordinal)));
}
