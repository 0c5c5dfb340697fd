using System.Globalization;
using Rollcall.Apps.Rooms;

namespace Rollcall.Server.Doors.Rooms;

/// <summary>Reads what a connection wants out of its address (specification 5.2).</summary>
internal static class VisitReading
{
    private const long Largest = (1L << 53) - 1;
    private const int UsualHistory = 50;

    /// <summary>Whether refusals are told by close code.</summary>
    public static bool WantsCloseCodes(HttpRequest request) => request.Query["close_codes"] is ["1"];

    /// <summary>What is wanted; null where a parameter is not as it should be.</summary>
    public static Visit? Read(HttpRequest request)
    {
        var query = request.Query;
        string[] known = ["since", "epoch", "history", "replaces", "ticket", "close_codes"];
        if (known.Any(name => query[name].Count > 1) || query["close_codes"] is [not "1"])
            return null;
        long? since = null;
        if (query["since"] is [{ } text])
        {
            if (Number(text) is not { } number)
                return null;
            since = number;
        }

        var epoch = query["epoch"] is [{ } name] ? name : null;
        if (since is null != epoch is null || (epoch is not null && (epoch.Length is < 1 or > 32 || !epoch.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))))
            return null;
        var history = query["history"] is [{ } wanted] ? Number(wanted) : UsualHistory;
        return history is >= 0 and <= 100 ? new(since, epoch, (int)history, query["replaces"] is [{ } old] ? old : null) : null;
    }

    /// <summary>A whole number from 0 to 2^53-1; null for anything else.</summary>
    public static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Largest ? number : null;
}
