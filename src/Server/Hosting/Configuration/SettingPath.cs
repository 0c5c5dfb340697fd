namespace Rollcall.Server.Hosting.Configuration;

/// <summary>Full names of keys: names with dots between them; one that holds a dot itself stands in quotes, as in <c>rooms.subtypes."poll.v2".max_bytes</c>.</summary>
internal static class SettingPath
{
    /// <summary>A name as it stands in a path.</summary>
    public static string Quoted(string name) => name.Contains('.', StringComparison.Ordinal) ? $"\"{name}\"" : name;

    /// <summary>The names of a path in their order.</summary>
    public static IEnumerable<string> Names(string path)
    {
        var (from, isQuoted) = (0, false);
        for (var at = 0; at <= path.Length; at++)
        {
            if (at < path.Length && path[at] == '"')
                isQuoted = !isQuoted;
            if (at < path.Length && (isQuoted || path[at] != '.'))
                continue;
            yield return path[from..at].Trim('"');
            from = at + 1;
        }
    }
}
