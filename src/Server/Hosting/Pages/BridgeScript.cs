namespace Rollcall.Server.Hosting.Pages;

/// <summary>The script that makes an OpenLifter build live, as <c>clients/openlifter-bridge/</c> builds it. Any number of requests at once.</summary>
internal sealed class BridgeScript(IEnumerable<string> frontEnds)
{
    private const string Name = "openlifter.js";
    private readonly BuiltFiles? files = BuiltFiles.Find(frontEnds, "bridge", Name);

    /// <summary>Serves it. A route, and no page: a site at the root must not hide it.</summary>
    public void Map(IEndpointRouteBuilder http) => http.MapMethods($"/bridge/{Name}", [HttpMethods.Get, HttpMethods.Head], AnswerAsync).ExcludeFromDescription();

    private Task AnswerAsync(HttpContext context) =>
        files?.At($"/{Name}") is { } script
            ? BuiltFiles.SendAsync(context, script)
            : new ErrorAnswer(StatusCodes.Status404NotFound, "bridge_not_built", "The bridge is not built on this server; build it with npm in clients/openlifter-bridge and start the server again.").ExecuteAsync(context);
}
