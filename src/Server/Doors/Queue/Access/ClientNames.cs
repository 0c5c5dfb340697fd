namespace Rollcall.Server.Doors.Queue.Access;

/// <summary>The names that client programs give themselves, by which they recognise what they caused: 1-64 of letters, digits, <c>.</c>, <c>_</c>, <c>-</c>.</summary>
internal static class ClientNames
{
    private const int Longest = 64;

    /// <summary>Whether a text is such a name.</summary>
    public static bool IsOne(string? text) => text is { Length: >= 1 and <= Longest } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>The name in a request's <c>Client-Id</c> header; null where there is none.</summary>
    public static string? Of(HttpRequest request) => request.Headers["Client-Id"] is [{ } name] && IsOne(name) ? name : null;
}
