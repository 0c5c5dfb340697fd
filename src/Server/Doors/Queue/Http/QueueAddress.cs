using System.Diagnostics.CodeAnalysis;

namespace Rollcall.Server.Doors.Queue.Http;

/// <summary>Which queue a path is about, and what of it: <c>/q/&lt;name&gt;</c> before a path names the queue, without it the path is about <c>main</c>.</summary>
/// <param name="Queue">The queue's name as given; it may be none.</param>
/// <param name="Path">The rest, beginning with a slash; <c>%2F</c> is a slash by now.</param>
internal sealed record QueueAddress(string Queue, string Path)
{
    /// <summary>The queue that lies at the root.</summary>
    public const string Main = "main";

    private const string Prefix = "/q/";
    private static readonly string[] Folders = ["/api/public", "/api/queue", "/api/admin", "/api/events", "/api/caller", "/ws/connect"];
    private static readonly string[] Files = ["/status", "/static/status.css", "/static/logo.png"];

    /// <summary>Reads a request's path; false where it belongs to somebody else.</summary>
    public static bool TryRead(PathString path, [NotNullWhen(true)] out QueueAddress? address)
    {
        address = null;
        var text = path.Value ?? "";
        if (text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            var end = text.IndexOf('/', Prefix.Length);
            address = end < 0 ? new(text[Prefix.Length..], "/") : new(text[Prefix.Length..end], Unescaped(text[end..]));
        }
        else if (Folders.Any(folder => IsUnder(text, folder)) || Files.Any(file => text.TrimEnd('/') == file))
        {
            address = new(Main, Unescaped(text));
        }

        return address is not null;
    }

    private static bool IsUnder(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/');

    // The server leaves this one escape alone, because a slash in a name is not a slash between names; in callsigns it is one all the same.
    private static string Unescaped(string path) => path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
