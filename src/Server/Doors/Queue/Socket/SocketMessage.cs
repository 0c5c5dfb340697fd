using System.Text.Json;
using Rollcall.Server.Doors.Queue.Access;
using Rollcall.Server.Doors.Queue.Http;
using Rollcall.Server.Doors.Queue.Operations;

namespace Rollcall.Server.Doors.Queue.Socket;

/// <summary>What a client says in a frame. Holds the frame's document; lives no longer than it.</summary>
internal abstract record SocketMessage(SocketId Id)
{
    /// <summary>An operation is asked for.</summary>
    public sealed record Request(SocketId Id, QueueOperation Operation, OperationInput Input, string? IdempotencyKey) : SocketMessage(Id)
    {
        /// <summary>What its answer names.</summary>
        public SocketRequest Named => new(Id, Operation.Name);
    }

    /// <summary>Somebody says to be an operator.</summary>
    public sealed record Auth(SocketId Id, BasicCredentials Credentials, string? ClientId) : SocketMessage(Id);

    /// <summary>Is anybody there?</summary>
    public sealed record Ping(SocketId Id) : SocketMessage(Id);

    /// <summary>Nothing that could be understood.</summary>
    public sealed record Wrong(SocketId Id, Refusal Why) : SocketMessage(Id);

    /// <summary>Reads a frame that is a JSON object.</summary>
    public static SocketMessage Read(JsonElement frame)
    {
        if (!SocketId.TryRead(frame, out var id))
            return new Wrong(id, Unfit("'id' must be a text of 1 to 128 characters or a whole number"));
        return Text(frame, "type") switch
        {
            "request" => ReadRequest(frame, id),
            "auth" => ReadAuth(frame, id),
            "ping" => new Ping(id),
            null => new Wrong(id, new("unknown_type", "Message validation failed: 'type' is required")),
            var type => new Wrong(id, new("unknown_type", $"Unknown message type: {Shown(type)}")),
        };
    }

    /// <summary>What is said of data that does not fit.</summary>
    public static string OfData(string fault) => $"Invalid request data: {fault}";

    /// <summary>What a name that nobody knows looks like in an answer.</summary>
    private static string Shown(string name) => name.Length <= 64 ? name : name[..64];

    private static Refusal Unfit(string what) => new("invalid_message", $"Message validation failed: {what}");

    private static SocketMessage ReadRequest(JsonElement frame, SocketId id)
    {
        if (Text(frame, "operation") is not { } name)
            return new Wrong(id, new("unknown_operation", "Message validation failed: 'operation' is required"));
        if (OperationTable.Named(name) is not { } operation)
            return new Wrong(id, new("unknown_operation", $"Unknown operation: {Shown(name)}"));
        var hasData = frame.TryGetProperty("data", out var data) && data.ValueKind != JsonValueKind.Null;
        if (hasData && data.ValueKind != JsonValueKind.Object)
            return new Wrong(id, Refusal.Validation(OfData("'data' must be an object")));
        if (!frame.TryGetProperty("idempotency_key", out var key) || key.ValueKind == JsonValueKind.Null)
            return new Request(id, operation, new(hasData ? data : null), null);
        return key.ValueKind == JsonValueKind.String && QueueHttp.IsKey(key.GetString()!)
            ? new Request(id, operation, new(hasData ? data : null), key.GetString())
            : new Wrong(id, Refusal.Validation(OfData("'idempotency_key' must have 16 to 128 printable ASCII characters")));
    }

    private static SocketMessage ReadAuth(JsonElement frame, SocketId id)
    {
        if (!frame.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object)
            return new Wrong(id, Unfit("'data' must be an object with username and password"));
        if (Text(data, "username") is not { } username || Text(data, "password") is not { } password)
            return new Wrong(id, Unfit("'username' and 'password' must be texts"));
        if (!data.TryGetProperty("client_id", out var client) || client.ValueKind == JsonValueKind.Null)
            return new Auth(id, new(username, password), null);
        return client.ValueKind == JsonValueKind.String && ClientNames.IsOne(client.GetString())
            ? new Auth(id, new(username, password), client.GetString())
            : new Wrong(id, Unfit("'client_id' must have 1 to 64 of letters, digits, '.', '_', '-'"));
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var element) && element.ValueKind == JsonValueKind.String ? element.GetString() : null;
}
