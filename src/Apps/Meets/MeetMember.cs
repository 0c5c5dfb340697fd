using Rollcall.Core.Channels;

namespace Rollcall.Apps.Meets;

/// <summary>One connection's place in a meet. Made by the door; everything that changes belongs to the meet's loop.</summary>
/// <param name="outbox">What the connection is owed.</param>
/// <param name="attached">Called on the loop when the connection is known to be a session's or a viewer's.</param>
/// <param name="struck">Called on the loop when a token did not hold.</param>
public sealed class MeetMember(Outbox outbox, Action<MeetMember> attached, Action struck)
{
    /// <summary>What the connection is owed.</summary>
    public Outbox Outbox { get; } = outbox;

    /// <summary>How it spells.</summary>
    internal Spelling Spelling { get; set; }

    /// <summary>The token it came with; given back in <c>InvalidSession</c> and nowhere else.</summary>
    internal string Token { get; private set; } = "";

    /// <summary>Its session; null for a viewer, and before it is attached.</summary>
    internal MeetSession? Session { get; private set; }

    /// <summary>The claims of its token; null for a viewer.</summary>
    internal MeetClaims.OfSession? Claims { get; private set; }

    /// <summary>The generation of its view token; null for a session.</summary>
    internal int? ViewGeneration { get; private set; }

    /// <summary>Whether it is known who is there.</summary>
    internal bool IsAttached => Session is not null || ViewGeneration is not null;

    /// <summary>Whether it only looks at computed views.</summary>
    public bool IsViewer => ViewGeneration is not null;

    /// <summary>What it wants to hear.</summary>
    internal Watch Watch { get; set; } = Watch.OnlyUpdates;

    /// <summary>Whether its stream of updates waits for a pull to end.</summary>
    internal bool Paused { get; set; }

    /// <summary>The epoch it was last told; null if none.</summary>
    internal string? ToldEpoch { get; set; }

    /// <summary>The epoch its own memory is of, as its last pull or the answer to it said; null if it never pulled.</summary>
    internal string? OwnEpoch { get; set; }

    /// <summary>Whether it joined in place of an earlier session, so that it may remember what that one was told.</summary>
    internal bool TookOver { get; set; }

    /// <summary>The version of who is there that it was told last, and when.</summary>
    internal (long Version, DateTimeOffset At) PresenceTold { get; set; } = (0, DateTimeOffset.MinValue);

    /// <summary>What it was asked for about a cursor that cannot be, with the pull that waits for the answer; null if nothing.</summary>
    internal CursorQuestion? Question { get; set; }

    /// <summary>Whether it hears updates as they come.</summary>
    internal bool HearsUpdates => IsAttached && !Paused && Watch.Updates;

    /// <summary>Whether it may remember another life of the log than these two and has not said so yet.</summary>
    internal bool MayRememberBeside(string previous, string current) =>
        OwnEpoch is null && Claims is { } claims && (TookOver || (claims.Epoch != previous && claims.Epoch != current));

    internal void AttachSession(MeetSession session, MeetClaims.OfSession claims, string token)
    {
        (Session, Claims, Token, ViewGeneration) = (session, claims, token, null);
        attached(this);
    }

    internal void AttachViewer(int generation, string token)
    {
        (Session, Claims, Token, ViewGeneration) = (null, null, token, generation);
        attached(this);
    }

    internal void Detach() => (Session, Claims, ViewGeneration, Question) = (null, null, null, null);

    /// <summary>The session under which an event stream is listened to; null where a view token opened it, and for conversations.</summary>
    internal string? ListensAs { get; set; }

    internal void Strike() => struck();

    internal void Hear(MeetReply reply) => _ = MeetWire.Frame(reply, Spelling) is { } frame && Outbox.Post(frame);
}
