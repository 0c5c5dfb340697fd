using System.Collections.Immutable;

namespace Rollcall.Apps.Devices;

/// <summary>How far a hand-over is.</summary>
public enum HandOverStage
{
    /// <summary>The source is asked to pause and let go.</summary>
    Releasing,
    /// <summary>The target is asked to take it.</summary>
    Taking,
    /// <summary>It plays at the target.</summary>
    Done,
    /// <summary>It stays where it was.</summary>
    Aborted,
}

/// <summary>What one step of a hand-over leads to: how it stands, and what is said to which devices.</summary>
public sealed record HandOverStep(HandOver Next, ImmutableArray<(long DeviceId, ServerMessage Message)> Says);

/// <summary>One hand-over of playback from a source to a target: a pure state machine in which every wait ends (specification 5.10).
/// A step that means nothing at this stage, or comes from the wrong device, is null.</summary>
/// <param name="Id">The asker's own id for it.</param>
/// <param name="Asker">Who asked.</param>
/// <param name="Source">Where it plays.</param>
/// <param name="Target">Where it is to play.</param>
/// <param name="Play">Whether it is to play there at once.</param>
/// <param name="Stage">How far it is.</param>
/// <param name="Until">When the wait of this stage ends; once it is over, when it ended.</param>
public sealed record HandOver(string Id, long Asker, long Source, long Target, bool Play, HandOverStage Stage, DateTimeOffset Until)
{
    /// <summary>How long the source may take to let go.</summary>
    public static TimeSpan ReleaseWithin { get; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the target may take to take over.</summary>
    public static TimeSpan TakeWithin { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Why it was aborted; null if it was not.</summary>
    public string? Reason { get; private init; }

    /// <summary>Whether nothing more can happen.</summary>
    public bool IsOver => Stage is HandOverStage.Done or HandOverStage.Aborted;

    /// <summary>How it stands, as told.</summary>
    public ServerMessage.HandOverState Told => new(Id, Source, Target, Stage.ToString().ToLowerInvariant(), Reason);

    /// <summary>Begins by asking the source to let go.</summary>
    public static HandOverStep Begin(string id, long asker, long source, long target, bool play, DateTimeOffset now)
    {
        var begun = new HandOver(id, asker, source, target, play, HandOverStage.Releasing, now + ReleaseWithin);
        return new(begun, [(asker, begun.Told), (source, new ServerMessage.HandOverRelease(id, target, (int)ReleaseWithin.TotalMilliseconds))]);
    }

    /// <summary>Begins with what is known of a source that is in its grace period and cannot be asked.</summary>
    public static HandOverStep BeginWithout(string id, long asker, long source, long target, bool play, Released stored, DateTimeOffset now) =>
        new HandOver(id, asker, source, target, play, HandOverStage.Releasing, now).Take(stored, now);

    /// <summary>The source has paused and lets go.</summary>
    public HandOverStep? Ready(long deviceId, Released released, DateTimeOffset now) =>
        Stage == HandOverStage.Releasing && deviceId == Source ? Take(released, now) : null;

    /// <summary>The target has it.</summary>
    public HandOverStep? Taken(long deviceId, DateTimeOffset now) =>
        Stage == HandOverStage.Taking && deviceId == Target ? End(this with { Stage = HandOverStage.Done, Until = now }) : null;

    /// <summary>The device whose turn it is cannot.</summary>
    public HandOverStep? Refused(long deviceId, DateTimeOffset now) => Turn == deviceId ? Abort("refused", now) : null;

    /// <summary>A device's connection ended. A source that has let go is not needed any more.</summary>
    public HandOverStep? Gone(long deviceId, DateTimeOffset now) => IsOver ? null
        : deviceId == Target ? Abort("target_gone", now)
        : deviceId == Source && Stage == HandOverStage.Releasing ? Abort("source_gone", now)
        : null;

    /// <summary>Ends a wait that is over.</summary>
    public HandOverStep? Expire(DateTimeOffset now) =>
        IsOver || now < Until ? null : Abort(Stage == HandOverStage.Releasing ? "source_timeout" : "target_timeout", now);

    private long? Turn => Stage switch
    {
        HandOverStage.Releasing => Source,
        HandOverStage.Taking => Target,
        _ => null,
    };

    private HandOverStep Take(Released released, DateTimeOffset now)
    {
        var taking = this with { Stage = HandOverStage.Taking, Until = now + TakeWithin };
        return new(taking, [(Asker, taking.Told), (Target, new ServerMessage.HandOverTake(Id, Source, released, Play, (int)TakeWithin.TotalMilliseconds))]);
    }

    private HandOverStep Abort(string reason, DateTimeOffset now) => End(this with { Stage = HandOverStage.Aborted, Reason = reason, Until = now });

    private static HandOverStep End(HandOver over) =>
        new(over, [.. new[] { over.Asker, over.Source, over.Target }.Distinct().Select(device => (device, (ServerMessage)over.Told))]);
}
