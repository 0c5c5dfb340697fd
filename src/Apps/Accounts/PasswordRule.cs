using System.Text;

namespace Rollcall.Apps.Accounts;

/// <summary>What passwords of accounts must be like (devices specification 5.2).</summary>
public static class PasswordRule
{
    private const int FewestCharacters = 8;
    private const int MostBytes = 1024;

    /// <summary>Whether it can be a password at all: 1 to 1024 bytes of UTF-8.</summary>
    public static bool CanBe(string password) => password.Length > 0 && Encoding.UTF8.GetByteCount(password) <= MostBytes;

    /// <summary>What is wrong with a new password, as a sentence; null if it is good. Characters are code points.</summary>
    public static string? Fault(string password) =>
        password.EnumerateRunes().Count() < FewestCharacters ? $"A password needs at least {FewestCharacters} characters."
        : !CanBe(password) ? $"A password has at most {MostBytes} bytes."
        : null;
}
