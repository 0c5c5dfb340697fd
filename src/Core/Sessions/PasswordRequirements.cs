using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

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
}
