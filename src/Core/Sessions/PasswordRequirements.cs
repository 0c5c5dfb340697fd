using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;

namespace Rollcall.Core.Sessions;

/// <summary>What a new password must be like. Checked when one is set, never when it is used; section <c>password_requirements</c> of the configuration.</summary>
public sealed record PasswordRequirements
{
    /// <summary>The fewest characters, counted in code points.</summary>
    [Range(1, 128)]
    [Description("characters (code points) a new password needs; length is what makes guessing expensive")]
    public int MinLength { get; init; } = 10;

    /// <summary>Whether there must be a capital letter.</summary>
    [Description("whether a new password needs a capital letter")]
    public bool RequireUppercase { get; init; } = true;

    /// <summary>Whether there must be a small letter.</summary>
    [Description("whether a new password needs a small letter")]
    public bool RequireLowercase { get; init; } = true;

    /// <summary>Whether there must be a digit.</summary>
    [Description("whether a new password needs a digit")]
    public bool RequireDigit { get; init; } = true;

    /// <summary>Whether there must be something that is neither letter nor digit.</summary>
    [Description("whether a new password needs a character that is neither letter nor digit")]
    public bool RequireSpecial { get; init; } = true;

    /// <summary>What a new password lacks, as a sentence; null if it is good. Counted in code points of the composed form.</summary>
    public string? Fault(string password)
    {
        var runes = UnicodeNfc.Compose(password).EnumerateRunes().ToList();
        return runes.Count < MinLength ? $"The password needs at least {MinLength} characters."
            : runes.Count > 128 || Encoding.UTF8.GetByteCount(password) > 512 ? "The password has at most 128 characters and 512 bytes."
            : RequireUppercase && !runes.Any(Rune.IsUpper) ? "The password needs a capital letter."
            : RequireLowercase && !runes.Any(Rune.IsLower) ? "The password needs a small letter."
            : RequireDigit && !runes.Any(Rune.IsDigit) ? "The password needs a digit."
            : RequireSpecial && runes.All(Rune.IsLetterOrDigit) ? "The password needs a character that is neither letter nor digit."
            : null;
    }
}
