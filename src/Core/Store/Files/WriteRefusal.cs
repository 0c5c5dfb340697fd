namespace Rollcall.Core.Store.Files;

/// <summary>Tells errors that pass (no room, no right to write) from errors after which a file cannot be trusted.</summary>
internal static class WriteRefusal
{
    private const int PermissionDenied = 13, FileTooLarge = 27, NoSpace = 28, ReadOnly = 30, QuotaExceeded = 122, MacQuotaExceeded = 69;
    private const int WindowsDiskFull = unchecked((int)0x80070070), WindowsHandleDiskFull = unchecked((int)0x80070027);

    /// <summary>A sentence for the operator, without a path, if the error is one that passes; otherwise null.</summary>
    public static string? Reason(Exception error) => error switch
    {
        FlushFailedException => null,
        UnauthorizedAccessException => "The data folder may not be written to.",
        IOException { HResult: NoSpace or WindowsDiskFull or WindowsHandleDiskFull } => "The disk is full.",
        IOException { HResult: QuotaExceeded } => "The disk quota is used up.",
        IOException { HResult: MacQuotaExceeded } when OperatingSystem.IsMacOS() => "The disk quota is used up.",
        IOException { HResult: ReadOnly } => "The disk is read-only.",
        IOException { HResult: PermissionDenied } => "The data folder may not be written to.",
        IOException { HResult: FileTooLarge } or ArgumentOutOfRangeException { ParamName: "value" } => "A file has reached the largest size allowed.",
        _ => null,
    };
}
