namespace Rollcall.Core.Connections;

/// <summary>Tells a line that broke, which is what peers and networks do, from a bug of ours.</summary>
internal static class LineLoss
{
    /// <summary>Whether reading or writing a line may end this way without anyone being wrong: reset, aborted, or cut by ourselves.</summary>
    public static bool Is(Exception e) => e is IOException or OperationCanceledException or ObjectDisposedException;
}
