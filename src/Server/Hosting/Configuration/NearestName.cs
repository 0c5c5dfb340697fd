namespace Rollcall.Server.Hosting.Configuration;

/// <summary>Finds the name somebody probably meant: the one that takes the fewest letters added, taken away or exchanged.</summary>
internal static class NearestName
{
    public static string To(string name, IEnumerable<string> known) =>
        // The last part weighs more than the section: max_entires in no section means meets.max_entries.
        known.MinBy(candidate => Math.Min(Distance(name, candidate), Distance(Last(name), Last(candidate)) + 1))!;

    private static string Last(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var exchanged = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(exchanged, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
