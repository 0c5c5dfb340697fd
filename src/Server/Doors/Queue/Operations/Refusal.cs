using System.Globalization;

namespace Rollcall.Server.Doors.Queue.Operations;

/// <summary>A "no" with a stable code and a sentence, the same through every door (specification 5.4).</summary>
/// <param name="Code">For programs; never changes.</param>
/// <param name="Sentence">For people.</param>
/// <param name="RetryAfterMs">When to try again, where that can be said.</param>
internal sealed record Refusal(string Code, string Sentence, int? RetryAfterMs = null)
{
    private const int DefaultRetryMs = 1_000;

    private static readonly Dictionary<string, int> Statuses = new(StringComparer.Ordinal)
    {
        ["callsign_required"] = 400, ["bad_callsign"] = 400, ["already_queued"] = 400, ["queue_full"] = 400, ["unsupported_type"] = 400,
        ["bad_request"] = 400,
        ["unauthorized"] = 401, ["invalid_credentials"] = 401,
        ["banned"] = 403, ["forbidden"] = 403, ["origin_not_allowed"] = 403,
        ["not_in_queue"] = 404, ["bad_ticket"] = 404, ["not_banned"] = 404, ["not_found"] = 404,
        ["method_not_allowed"] = 405,
        ["not_waiting"] = 409, ["nothing_to_undo"] = 409, ["undo_conflict"] = 409, ["current_changed"] = 409, ["idempotency_mismatch"] = 409,
        ["too_big"] = 413,
        ["validation"] = 422,
        ["websocket_required"] = 426,
        ["cooldown"] = 429, ["address_limit"] = 429, ["rate_limited"] = 429, ["log_in_throttled"] = 429,
        ["internal"] = 500,
        ["inactive"] = 503, ["paused"] = 503, ["logger_disabled"] = 503, ["auth_not_configured"] = 503, ["overloaded"] = 503, ["storage_unavailable"] = 503,
    };

    public static Refusal NotFound { get; } = new("not_found", "Not Found");

    public static Refusal WrongMethod { get; } = new("method_not_allowed", "Method Not Allowed");

    public static Refusal Internal { get; } = new("internal", "Internal server error");

    public static Refusal TooBig { get; } = new("too_big", "The request is too large.");

    public static Refusal NotAuthenticated { get; } = new("unauthorized", "Not authenticated");

    public static Refusal Unreadable { get; } = new("unauthorized", "Invalid authentication credentials");

    public static Refusal Unauthorized { get; } = new("unauthorized", "Authentication required for this operation");

    public static Refusal WrongPassword { get; } = new("invalid_credentials", "Invalid admin credentials");

    public static Refusal WrongCredentials { get; } = new("invalid_credentials", "Invalid credentials");

    public static Refusal NoOperators { get; } =
        new("auth_not_configured", "Admin authentication not configured. Please set ADMIN_USERNAME and ADMIN_PASSWORD environment variables.");

    public static Refusal NotYourQueue { get; } = new("forbidden", "This operator does not run this queue.");

    public static Refusal ForeignPage { get; } = new("origin_not_allowed", "Pages of other sites may not do this.");

    public static Refusal BadTicket { get; } = new("bad_ticket", "Unknown ticket.");

    public static Refusal Full { get; } = new("overloaded", "The server has as many connections as it can take.", 5_000);

    public static Refusal Unavailable { get; } = new("overloaded", "The queue is not available just now.", 2_000);

    public static Refusal AddressFull { get; } = new("rate_limited", "Too many connections from this address. Try again in 5 seconds.", 5_000);

    public static Refusal StoreRefuses { get; } = new("storage_unavailable", "Nothing can be stored just now.", 5_000);

    public static Refusal PasswordsBusy { get; } = new("overloaded", "Too many passwords are being checked. Try again in 2 seconds.", 2_000);

    /// <summary>Every code with its HTTP status, for the page that explains them.</summary>
    public static IReadOnlyDictionary<string, int> Codes => Statuses;

    /// <summary>The HTTP status; codes that only the WebSocket has are never asked for theirs.</summary>
    public int Status => Statuses[Code];

    /// <summary>How long to wait, for codes that say so.</summary>
    public int? WaitMs => RetryAfterMs ?? (Code is "overloaded" or "storage_unavailable" || Statuses.GetValueOrDefault(Code) == StatusCodes.Status429TooManyRequests ? DefaultRetryMs : null);

    public static Refusal Validation(string sentence) => new("validation", sentence);

    public static Refusal RateLimited(TimeSpan wait) => Waiting("rate_limited", "Too many requests.", wait);

    public static Refusal LogInThrottled(TimeSpan wait) => Waiting("log_in_throttled", "Too many failed log-ins.", wait);

    private static Refusal Waiting(string code, string what, TimeSpan wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        return new(code, string.Create(CultureInfo.InvariantCulture, $"{what} Try again in {seconds} seconds."), Math.Max(1, (int)Math.Ceiling(wait.TotalMilliseconds)));
    }
}
