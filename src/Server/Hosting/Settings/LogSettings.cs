using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Rollcall.Server.Hosting.Settings;

/// <summary>Where log lines go; section <c>log</c>. They always go to standard error.</summary>
public sealed record LogSettings
{
    /// <summary>How lines look on standard error.</summary>
    [Description("look of lines on standard error; auto: text on a terminal, JSON elsewhere")]
    public LogFormat Format { get; init; } = LogFormat.Auto;

    /// <summary>A file that gets them as JSON too; null for none. The day is put before its ending.</summary>
    [Description("file that gets the lines as JSON too, such as \"logs/rollcall.log\"; the day is put before the ending; empty for none")]
    public string? File { get; init; }

    /// <summary>From which size on a file is rolled within the day.</summary>
    [Range(65_536, 4_294_967_296)]
    [Description("size from which a new file is begun within the day")]
    public long RotateBytes { get; init; } = 67_108_864;

    /// <summary>How many files are kept.</summary>
    [Range(1, 10_000)]
    [Description("log files that are kept; the oldest go")]
    public int KeepFiles { get; init; } = 14;
}

/// <summary>How log lines look.</summary>
public enum LogFormat
{
    /// <summary>Text on a terminal, JSON elsewhere.</summary>
    Auto,
    /// <summary>For people.</summary>
    Text,
    /// <summary>For programs: one JSON object per line.</summary>
    Json,
}
