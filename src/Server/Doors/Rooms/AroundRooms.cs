using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Rooms;

/// <summary>What the server around refuses, in the words of rooms (specification 5.2 and 5.6).</summary>
internal static class AroundRooms
{
    /// <summary>Below <c>/api/rooms</c>.</summary>
    public static IResult Answer(ErrorAnswer answer) => answer.Code switch
    {
        "starting" or "draining" => RoomError.Of("overloaded"),
        "too_large" => RoomError.Of("too_big"),
        _ => answer,
    };

    /// <summary>Below <c>/ws</c>, where other applications have addresses too.</summary>
    public static IResult AnswerConnection(ErrorAnswer answer) => new AtRoom(answer);

    private sealed record AtRoom(ErrorAnswer Usual) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => (IsRoom(httpContext.Request.Path) ? Answer(Usual) : Usual).ExecuteAsync(httpContext);

        private static bool IsRoom(PathString path) => path.StartsWithSegments("/ws", out var rest) && rest.Value is not (null or "" or "/connect" or "/health");
    }
}
