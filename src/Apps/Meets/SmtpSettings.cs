using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Rollcall.Apps.Meets;

/// <summary>The mail server that takes results to the record book; section <c>meets.smtp</c>.</summary>
public sealed record SmtpSettings
{
    /// <summary>Its name; null lays results into the outbox folder instead.</summary>
    [Description("mail server that takes results to publish_to; empty: they are laid into data/outbox for the operator to send")]
    public string? Host { get; init; }

    /// <summary>Its port.</summary>
    [Range(1, 65_535)]
    [Description("port of the mail server; 587 is usual with STARTTLS")]
    public int Port { get; init; } = 587;

    /// <summary>Whether the line is encrypted (STARTTLS).</summary>
    [Description("encrypt the line by STARTTLS; off only for a server on this machine")]
    public bool Tls { get; init; } = true;

    /// <summary>Whose account it is; null sends without one.</summary>
    [Description("account at the mail server; empty: none is needed")]
    public string? Username { get; init; }

    /// <summary>Its password.</summary>
    [PasswordPropertyText(true)]
    [Description("password of that account")]
    public string? Password { get; init; }

    /// <summary>The sender.</summary>
    [Description("address results come from")]
    public string From { get; init; } = "rollcall@localhost";

    /// <summary>Whether there is a mail server.</summary>
    public bool HasServer() => !string.IsNullOrEmpty(Host);
}
