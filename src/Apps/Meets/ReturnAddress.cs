namespace Rollcall.Apps.Meets;

/// <summary>Where the record book writes back.</summary>
internal static class ReturnAddress
{
    /// <summary>3-254 characters, one <c>@</c> with something on both sides, no spaces or control characters.</summary>
    public static bool IsOne(string text) =>
        text.Length is >= 3 and <= 254 && text.Count(c => c == '@') == 1 && text[0] != '@' && text[^1] != '@'
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
