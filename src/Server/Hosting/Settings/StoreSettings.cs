using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Rollcall.Server.Hosting.Settings;

/// <summary>Where the logs of channels are kept; section <c>store</c>.</summary>
public sealed record StoreSettings
{
    /// <summary>What keeps them.</summary>
    [Description("what keeps the logs; this version has files only")]
    public StoreKind Kind { get; init; } = StoreKind.Files;

    /// <summary>When an event counts as kept.</summary>
    [Description("fsync: on the disk before anyone hears of it; os: handed to the operating system, lost if the machine loses power")]
    public StoreDurability Durability { get; init; } = StoreDurability.Fsync;

    /// <summary>From which size on a log goes on in a new file.</summary>
    [Range(65_536, 4_294_967_296)]
    [Description("size from which a log goes on in a new file; retention removes whole files")]
    public long SegmentBytes { get; init; } = 67_108_864;
}

/// <summary>What keeps the logs of channels.</summary>
public enum StoreKind
{
    /// <summary>Files in the data folder.</summary>
    Files,
    /// <summary>A PostgreSQL database; known by name so that asking for it gets an honest answer.</summary>
    Postgres,
}

/// <summary>When an event counts as kept.</summary>
public enum StoreDurability
{
    /// <summary>When the disk has it.</summary>
    Fsync,
    /// <summary>When the operating system has it.</summary>
    Os,
}
