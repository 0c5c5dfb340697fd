namespace Rollcall.Core.Sessions;

/// <summary>How many attempts are too many, and what then.</summary>
/// <param name="Attempts">So many within <paramref name="Within"/> are let through.</param>
/// <param name="Within">The window that slides along with time.</param>
/// <param name="BlockFor">How long nothing is let through after the last of them; zero: until the oldest has left the window.</param>
/// <param name="BlockAtMost">Each further attempt after a block blocks for twice as long as before, up to this.</param>
public sealed record ThrottleRule(int Attempts, TimeSpan Within, TimeSpan BlockFor, TimeSpan BlockAtMost)
{
    /// <summary>So many within a sliding window, and no penalty beyond it.</summary>
    public static ThrottleRule Window(int attempts, TimeSpan within) => new(attempts, within, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>So many within a sliding window, then blocks that double.</summary>
    public static ThrottleRule Blocking(int attempts, TimeSpan within, TimeSpan blockFor, TimeSpan blockAtMost) => new(attempts, within, blockFor, blockAtMost);
}
