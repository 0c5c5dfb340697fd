using Rollcall.Apps.Queue;
using Rollcall.Server.Doors.Queue.Operations;
using Rollcall.Server.Doors.Queue.Socket;
using Rollcall.Server.Doors.Queue.Streams;
using Rollcall.Server.Hosting.Api;

namespace Rollcall.Server.Doors.Queue;

/// <summary>What queues say of themselves for the API documents: the table of operations is the truth for both doors.</summary>
internal static class QueueApi
{
    public static ApiNote Note { get; } = new("Queue", "A radio operator's callback queue. Every path also lies below /q/{queue}; without that it is about the queue main.")
    {
        Paths = [.. QueueDoor.Patterns.Select(pattern => pattern.Replace("/{**rest}", "", StringComparison.Ordinal))],
        Routes =
        [
            .. OperationTable.All.Where(one => one.Method.Length > 0).SelectMany(one => one.Paths.Select(path => new ApiRoute(one.Method, path, one.Name, one.ForOperators))),
            .. new[] { QueueSockets.Path, QueueStreams.EventsPath, QueueStreams.DisplayPath }.Concat(QueueDoor.Patterns.Where(pattern => !pattern.Contains('{', StringComparison.Ordinal)))
                .Select(path => new ApiRoute("GET", path, "", NeedsCredentials: false)),
        ],
        Codes = Refusal.Codes.Where(code => code.Value >= StatusCodes.Status400BadRequest).ToDictionary(),
        Socket = new(QueueSockets.Path, "A radio operator's callback queue; below /q/{queue} for any other than main.",
            [
                .. OperationTable.All.Where(one => one.Name.Length > 0).Select(one => new ApiMessage(one.Name, ("type", "request"), ("operation", one.Name))),
                new("auth", ("type", "auth")),
                new("ping", ("type", "ping")),
            ],
            [
                new("response", ("type", "response")),
                new("error", ("type", "error")),
                new("pong", ("type", "pong")),
                .. TopicNames.All.Select(one => one.Name).Concat(Subscription.Unasked).Select(name => new ApiMessage($"event.{name}", ("type", "event"), ("event", name))),
            ]),
    };
}
