namespace Rollcall.Apps.Accounts;

/// <summary>What handles and new passwords must be like (devices specification 5.2).</summary>
public static class HandleRule
{
    /// <summary>What is wrong with a new handle, as a sentence; null if it is good.</summary>
    public static string? Fault(string handle) =>
        handle.Length is >= 1 and <= 64 && char.IsAsciiLetterOrDigit(handle[0]) && handle.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            ? null
            : "A handle has 1 to 64 letters, digits, '.', '_' or '-', and begins with a letter or digit.";
}
