namespace Rollcall.Apps.Devices;

/// <summary>All a client may say on its socket.</summary>
public abstract record ClientMessage
{
    private ClientMessage() { }

    /// <summary>A <c>playback.*</c>; all but hello need a hello before them.</summary>
    /// <param name="Type">Its type.</param>
    public abstract record OfPlayer(string Type) : ClientMessage;

    /// <summary><c>ping</c>: wants a <c>pong</c>.</summary>
    public sealed record Ping : ClientMessage;

    /// <summary><c>pong</c>, <c>sync.*</c>: nothing comes of it.</summary>
    public sealed record Ignored : ClientMessage;

    /// <summary><c>presence.watch</c>: wants to hear presence from now on.</summary>
    public sealed record Watch : ClientMessage;

    /// <summary><c>playback.hello</c>: is a player.</summary>
    /// <param name="Name">Cleaned; null where nothing was left.</param>
    /// <param name="DeviceType"><c>web</c>, <c>android</c>, <c>android_tv</c>, <c>ios</c>.</param>
    /// <param name="AnswersCommands">It knows <c>command_result</c>.</param>
    /// <param name="HandsOver">It knows <c>handover</c>.</param>
    public sealed record Hello(string? Name, string DeviceType, bool AnswersCommands, bool HandsOver) : OfPlayer("playback.hello");

    /// <summary><c>playback.state</c>: plays this.</summary>
    public sealed record State(PlaybackState Playback) : OfPlayer("playback.state");

    /// <summary><c>playback.queue_update</c>: has this lined up.</summary>
    public sealed record QueueUpdate(QueueContent Queue) : OfPlayer("playback.queue_update");

    /// <summary><c>playback.request_queue</c>: wants a queue; null for its own or the latest.</summary>
    public sealed record QueueRequest(long? TargetDeviceId) : OfPlayer("playback.request_queue");

    /// <summary><c>playback.command</c>: another device is to do something.</summary>
    public sealed record Command(string Name, RawJson Payload, long TargetDeviceId, string? CommandId) : OfPlayer("playback.command");

    /// <summary><c>playback.command_result</c>: what became of a command.</summary>
    public sealed record CommandResult(string CommandId, long SenderDeviceId, bool Ok, string? Text, RawJson? Data) : OfPlayer("playback.command_result");

    /// <summary><c>playback.handover</c>: playback is to go on elsewhere.</summary>
    /// <param name="Id">The asker's own id for it.</param>
    /// <param name="Source">Where it plays.</param>
    /// <param name="Target">Where it is to play.</param>
    /// <param name="Play">Whether it is to play there at once; null: if it plays now.</param>
    public sealed record HandOver(string Id, long Source, long Target, bool? Play) : OfPlayer("playback.handover");

    /// <summary><c>playback.handover_ready</c>: the source has paused; here is all of it.</summary>
    public sealed record HandOverReady(string Id, Released Released) : OfPlayer("playback.handover_ready");

    /// <summary><c>playback.handover_taken</c>: the target has it.</summary>
    public sealed record HandOverTaken(string Id) : OfPlayer("playback.handover_taken");

    /// <summary><c>playback.handover_refused</c>: source or target cannot.</summary>
    public sealed record HandOverRefused(string Id, string? Text) : OfPlayer("playback.handover_refused");

    /// <summary>A message of a prefix that may belong to another application.</summary>
    public sealed record Foreign(string Prefix, string Type, RawJson Payload) : ClientMessage;

    /// <summary>Something that is none of these; answered with <c>error</c>.</summary>
    public sealed record Fault(string Code, string Text) : ClientMessage;

    /// <summary>A <c>playback.*</c> that is malformed, out of range or unknown; answered with <c>playback.error</c>.</summary>
    /// <param name="Code"><c>invalid_message</c> or <c>queue_limit_exceeded</c>.</param>
    /// <param name="Text">A sentence.</param>
    /// <param name="Context">The refused type.</param>
    /// <param name="CommandId">If one was given.</param>
    /// <param name="HandOverId">If one was given.</param>
    public sealed record PlaybackFault(string Code, string Text, string Context, string? CommandId, string? HandOverId) : OfPlayer(Context);
}

/// <summary>What a player lets go of in a hand-over.</summary>
public sealed record Released(PlaybackState State, QueueContent Queue);
