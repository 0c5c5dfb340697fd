namespace Rollcall.Server.Hosting.Api;

/// <summary>What a door says of itself for the API documents, beyond the routes it maps.</summary>
/// <param name="Name">The application, such as <c>Queue</c>.</param>
/// <param name="About">One sentence.</param>
public sealed record ApiNote(string Name, string About)
{
    /// <summary>Where its routes begin, such as <c>/api/rooms</c>: so one knows which they are. Its WebSocket need not be among them.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>The routes behind those that take everything below a path; empty where the mapped ones say it all.</summary>
    public IReadOnlyList<ApiRoute> Routes { get; init; } = [];

    /// <summary>The codes of its refusals over HTTP with their statuses.</summary>
    public IReadOnlyDictionary<string, int> Codes { get; init; } = new Dictionary<string, int>();

    /// <summary>Its WebSocket; null where it has none.</summary>
    public ApiSocket? Socket { get; init; }
}

/// <summary>A route that is found by a table of the door's own.</summary>
/// <param name="Method">Such as <c>GET</c>.</param>
/// <param name="Path">Such as <c>/api/admin/queue/{callsign}</c>.</param>
/// <param name="Summary">What it is called.</param>
/// <param name="NeedsCredentials">Whether it is not for everybody.</param>
public sealed record ApiRoute(string Method, string Path, string Summary, bool NeedsCredentials);

/// <summary>A WebSocket and the messages on it.</summary>
/// <param name="Path">Such as <c>/v1/ws</c>.</param>
/// <param name="About">One sentence.</param>
/// <param name="FromClients">All a client may say.</param>
/// <param name="FromServer">All the server may say.</param>
public sealed record ApiSocket(string Path, string About, IReadOnlyList<ApiMessage> FromClients, IReadOnlyList<ApiMessage> FromServer);

/// <summary>One message of a WebSocket.</summary>
/// <param name="Name">Its own name, such as <c>playback.command</c>.</param>
/// <param name="Marks">The fields it is known by and what stands in them, a dot between the names of a field in a field: <c>data.event</c>.</param>
public sealed record ApiMessage(string Name, params IReadOnlyList<(string Field, string Value)> Marks);
