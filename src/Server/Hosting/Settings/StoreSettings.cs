using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Rollcall.Core.Store.Files;

namespace Rollcall.Server.Hosting.Settings;

/// <summary>Where the logs of channels are kept; section <c>store</c>.</summary>
public sealed record StoreSettings
{
    /// <summary>What keeps them.</summary>
    [Description("what keeps the logs; this version has files only")]
    public StoreKind Kind { get; init; } = StoreKind.Files;

    /// <summary>When an event counts as kept.</summary>
    [Description("fsync: on the disk before anyone hears of it; os: handed to the operating system, lost if the machine loses power")]
    public Durability Durability { get; init; } = Durability.Fsync;

    /// <summary>From which size on a log goes on in a new file.</summary>
    [Range(65_536, 4_294_967_296)]
    [Description("size from which a log goes on in a new file; retention removes whole files")]
    public long SegmentBytes { get; init; } = 67_108_864;

    /// <summary>Below how much free space the operator is warned.</summary>
    [Range(0, 1_099_511_627_776)]
    [Description("free space on the disk of data_dir below which the server warns and /health fails; 0 never")]
    public long LowDiskBytes { get; init; } = 536_870_912;
}

/// <summary>What keeps the logs of channels.</summary>
public enum StoreKind
{
    /// <summary>Files in the data folder.</summary>
    Files,
    /// <summary>A PostgreSQL database; known by name so that asking for it gets an honest answer.</summary>
    Postgres,
}
