using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Rollcall.Server.Hosting.Settings;

/// <summary>An endpoint for outside test suites; section <c>echo</c>.</summary>
public sealed record EchoSettings
{
    /// <summary>Whether it is there.</summary>
    [Description("whether GET /echo is there: a WebSocket that says back what it hears, for conformance suites; anybody may use it, so leave it off in service")]
    public bool Enabled { get; init; }

    /// <summary>The largest message it takes.</summary>
    [Range(1_024, 67_108_864)]
    [Description("largest message of the echo, the sum of its fragments; suites send up to 16 MiB")]
    public int MaxMessageBytes { get; init; } = 16_777_216;
}
