namespace Rollcall.Apps.Queue;

/// <summary>All that may be asked of a queue. Doors have checked types and lengths; callsigns come as they were typed.</summary>
public abstract record QueueCommand
{
    private QueueCommand(By by) => By = by;

    /// <summary>Who asks.</summary>
    public By By { get; }

    /// <summary>The key under which the command is done only once, 16-128 printable characters; null where it has none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The server's configuration, at every start: makes the queue the first time, notes changes later.</summary>
    /// <param name="Terms">What it says now.</param>
    /// <param name="WorkedTtlHours">For the first time only: how long a worked caller stays in view.</param>
    /// <param name="FreshEpoch">The name of the log's life, if it begins; <c>^[a-z0-9]{1,16}$</c>.</param>
    /// <param name="FreshTicketKey">32 random bytes as base64url, used where the queue has no ticket key yet.</param>
    public sealed record Configure(QueueTerms Terms, int WorkedTtlHours, string FreshEpoch, string FreshTicketKey) : QueueCommand(By.Server);

    /// <summary>A station wants to wait.</summary>
    /// <param name="Known">What is known of it already; null where it must be looked up.</param>
    public sealed record Register(By By, string Callsign, Qrz? Known) : QueueCommand(By)
    {
        /// <summary>How many seconds the address must wait; set by the gathering when it receives the letter, null where it need not.</summary>
        public int? AddressMustWait { get; init; }
    }

    /// <summary>Whoever holds a ticket gives the place up.</summary>
    public sealed record Leave(By By, string Ticket) : QueueCommand(By);

    /// <summary>The first in the queue becomes the current QSO.</summary>
    public sealed record Next(By By, Expected? Expected) : QueueCommand(By);

    /// <summary>A certain one becomes the current QSO.</summary>
    public sealed record Work(By By, string Callsign, Expected? Expected) : QueueCommand(By);

    /// <summary>A logging program has started a QSO.</summary>
    public sealed record LogDirect(By By, string Callsign, LoggingReport Report, bool CompletePrevious, Qrz? Known) : QueueCommand(By);

    /// <summary>The current QSO is a contact.</summary>
    public sealed record Complete(By By, string? RstSent, string? RstRcvd, string? Comment, Expected? Expected) : QueueCommand(By);

    /// <summary>The current QSO came to nothing.</summary>
    public sealed record Cancel(By By, Expected? Expected) : QueueCommand(By);

    /// <summary>A caller goes to the end of the queue.</summary>
    /// <param name="Callsign">Who; null for the current QSO, else the first waiting.</param>
    public sealed record Skip(By By, string? Callsign, Expected? Expected) : QueueCommand(By);

    /// <summary>A caller does not answer.</summary>
    /// <param name="Callsign">Who; null for the current QSO, else the first waiting.</param>
    public sealed record NoShow(By By, string? Callsign, Expected? Expected) : QueueCommand(By);

    /// <summary>A caller is taken out of the queue.</summary>
    public sealed record Remove(By By, string Callsign) : QueueCommand(By);

    /// <summary>The queue is emptied.</summary>
    public sealed record Clear(By By) : QueueCommand(By);

    /// <summary>The newest action that can be undone is undone.</summary>
    public sealed record Undo(By By) : QueueCommand(By);

    /// <summary>The queue is switched on or off.</summary>
    public sealed record SetActive(By By, bool Active) : QueueCommand(By);

    /// <summary>Registrations are stopped or taken again.</summary>
    public sealed record SetPaused(By By, bool Paused) : QueueCommand(By);

    /// <summary>Logging programs may report QSOs, or not.</summary>
    public sealed record SetLogger(By By, bool Enabled) : QueueCommand(By);

    /// <summary>The operator tells the frequency; the text is trimmed.</summary>
    public sealed record SetFrequency(By By, string Text, string? Band, string? Mode) : QueueCommand(By);

    /// <summary>The frequency is no longer told.</summary>
    public sealed record ClearFrequency(By By) : QueueCommand(By);

    /// <summary>The operator tells the split; the text is trimmed.</summary>
    public sealed record SetSplit(By By, string Text) : QueueCommand(By);

    /// <summary>The split is no longer told.</summary>
    public sealed record ClearSplit(By By) : QueueCommand(By);

    /// <summary>A station may not register any more.</summary>
    /// <param name="FromQueue">Whether it also loses its place in the queue.</param>
    public sealed record BanCallsign(By By, string Callsign, string? Reason, bool FromQueue) : QueueCommand(By);

    /// <summary>A station may register again.</summary>
    public sealed record Unban(By By, string Callsign) : QueueCommand(By);

    /// <summary>All may register again.</summary>
    public sealed record ClearBans(By By) : QueueCommand(By);

    /// <summary>How long whoever was worked must wait.</summary>
    public sealed record SetCooldown(By By, int Minutes, bool Enabled) : QueueCommand(By);

    /// <summary>How long a worked caller stays in view.</summary>
    /// <param name="Hours">1-8760; null keeps it.</param>
    public sealed record SetWorkedTtl(By By, int? Hours) : QueueCommand(By);

    /// <summary>The view of worked callers is emptied; contacts stay.</summary>
    public sealed record ClearWorked(By By) : QueueCommand(By);

    /// <summary>A look-up has come back, for whoever has that base call.</summary>
    public sealed record TakeLookUp(Qrz Found) : QueueCommand(By.Server);
}
