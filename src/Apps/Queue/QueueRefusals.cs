using System.Globalization;

namespace Rollcall.Apps.Queue;

/// <summary>Every "no" of a queue, with its exact sentence (specification 5.4).</summary>
internal static class QueueRefusals
{
    public static QueueAnswer.Rejected CallsignRequired { get; } = new("callsign_required", "Callsign is required");

    public static QueueAnswer.Rejected BadCallsign { get; } = new("bad_callsign", "Invalid callsign format. Must follow ITU standards (e.g., KC1ABC, W1AW)");

    public static QueueAnswer.Rejected InactiveForRegistering { get; } = new("inactive", "System is currently inactive. Registration is not available.");

    public static QueueAnswer.Rejected InactiveForLogging { get; } = new("inactive", "System is currently inactive. QSO logging is not available.");

    public static QueueAnswer.Rejected AlreadyQueued { get; } = new("already_queued", "Callsign already in queue");

    public static QueueAnswer.Rejected NotInQueue { get; } = new("not_in_queue", "Callsign not found in queue");

    public static QueueAnswer.Rejected LoggerDisabled { get; } = new("logger_disabled", "Send to Logger is currently disabled. QSO logging is not available.");

    public static QueueAnswer.Rejected Paused { get; } = new("paused", "Queue is currently paused. Registration is not available.");

    public static QueueAnswer.Rejected Banned { get; } = new("banned", "This callsign may not register.");

    public static QueueAnswer.Rejected BadTicket { get; } = new("bad_ticket", "Unknown ticket.");

    public static QueueAnswer.Rejected NotWaiting { get; } = new("not_waiting", "You are not waiting any more.");

    public static QueueAnswer.Rejected NotBanned { get; } = new("not_banned", "This callsign is not banned.");

    public static QueueAnswer.Rejected NothingToUndo { get; } = new("nothing_to_undo", "There is nothing to undo.");

    public static QueueAnswer.Rejected UndoConflict { get; } = new("undo_conflict", "A callsign that would be restored is in the queue again.");

    public static QueueAnswer.Rejected CurrentChanged { get; } = new("current_changed", "The current QSO is another one by now.");

    public static QueueAnswer.Rejected Mismatch { get; } = new("idempotency_mismatch", "This idempotency key was used with other data.");

    public static QueueAnswer.Rejected TooManyBans(int most) => new("validation", string.Create(CultureInfo.InvariantCulture, $"callsign: {most} callsigns are banned already"));

    public static QueueAnswer.Rejected TooManyTickets(int most) => new("validation", string.Create(CultureInfo.InvariantCulture, $"ticket: a connection may watch at most {most}"));

    public static QueueAnswer.Rejected QueueFull(int size) => new("queue_full", string.Create(CultureInfo.InvariantCulture, $"Queue is full. Maximum queue size is {size}"));

    public static QueueAnswer.Rejected NotThereToWork(string callsign) => new("not_in_queue", $"Callsign {callsign} not found in queue or current QSO");

    public static QueueAnswer.Rejected AddressLimit(int seconds) =>
        new("address_limit", string.Create(CultureInfo.InvariantCulture, $"Too many registrations from this address. Try again in {seconds} seconds."), seconds * 1_000);

    public static QueueAnswer.Rejected CooldownFor(TimeSpan left) => new("cooldown",
        string.Create(CultureInfo.InvariantCulture, $"Callsign was worked recently. Registration is possible again in {CooldownRule.Minutes(left)} minutes."),
        (int)Math.Min(int.MaxValue, Math.Ceiling(left.TotalMilliseconds)));
}
