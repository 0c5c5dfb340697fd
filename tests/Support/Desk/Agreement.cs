using Xunit;

namespace Rollcall.Tests.Support;

/// <summary>Whether two desks hold the same: every item, its number, its author and its value.</summary>
internal static class Agreement
{
    /// <summary>Fails with what differs.</summary>
    public static void Demand(Desk one, Desk other)
    {
        var (left, right) = (Held(one), Held(other));
        var differences = left.Keys.Union(right.Keys).Order(StringComparer.Ordinal)
            .Where(key => !left.TryGetValue(key, out var a) || !right.TryGetValue(key, out var b) || !a.SameAs(b))
            .Select(key => $"  {one.Name}: {left.GetValueOrDefault(key)?.ToString() ?? "nothing"}\n  {other.Name}: {right.GetValueOrDefault(key)?.ToString() ?? "nothing"}").ToList();
        if (differences.Count > 0)
            Assert.Fail($"they differ:\n{string.Join("\n", differences)}\n{one.Story()}\n{other.Story()}");
        foreach (var desk in (Desk[])[one, other])
            Assert.True(desk.Look(at => at.Memory.Complaints.Count) == 0, $"{string.Join("\n", desk.Memory.Complaints)}\n{desk.Story()}");
    }

    private static Dictionary<string, DeskItem> Held(Desk desk) => desk.Look(at => new Dictionary<string, DeskItem>(at.Memory.Canonical.Items, StringComparer.Ordinal));
}
