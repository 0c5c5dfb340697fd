using System.Text.Json;

namespace Rollcall.Apps.Rooms;

/// <summary>All a client may say on its connection (specification 5.3).</summary>
public abstract record RoomRequest
{
    private RoomRequest() { }

    /// <summary>Say something.</summary>
    public sealed record Send(Subtype Subtype, string? Text, string? Body) : RoomRequest;

    /// <summary>Change what one said. What the content must be like is known once the message is found.</summary>
    /// <param name="Id">The message's.</param>
    /// <param name="Text">As sent; undefined where there is none.</param>
    /// <param name="Body">As sent; undefined where there is none.</param>
    public sealed record Edit(string Id, JsonElement Text, JsonElement Body) : RoomRequest;

    /// <summary>Take a message away.</summary>
    public sealed record Delete(string Id) : RoomRequest;

    /// <summary>At the keyboard or not.</summary>
    public sealed record State(bool Away) : RoomRequest;

    /// <summary>Typing or not.</summary>
    public sealed record Typing(bool IsTyping) : RoomRequest;

    /// <summary>Read up to an entry.</summary>
    public sealed record Read(long Seq) : RoomRequest;

    /// <summary>Is anybody there?</summary>
    public sealed record Ping(string? Nonce) : RoomRequest;
}

/// <summary>What was read from one message: a request, or what is wrong with it.</summary>
/// <param name="ClientMsgId">Where one could be read.</param>
public sealed record HeardInRoom(string? ClientMsgId, RoomRequest? Request, RoomAnswer.Rejected? Fault)
{
    /// <summary>Whether it is a chat message: only those are operations, done once under their own name.</summary>
    public bool IsChat { get; init; }
}
