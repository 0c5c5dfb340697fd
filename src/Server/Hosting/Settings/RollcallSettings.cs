using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Rollcall.Apps.Accounts;
using Rollcall.Apps.Devices;
using Rollcall.Apps.Meets;
using Rollcall.Apps.Rooms;
using Rollcall.Apps.Queue;
using Rollcall.Core.Sessions;

namespace Rollcall.Server.Hosting.Settings;

/// <summary>All that an operator can set. A property is a key in snake_case, a record is a section; the initialisers are the defaults.</summary>
public sealed record RollcallSettings
{
    /// <summary>Where HTTP listens, <c>address:port</c>; port 0 takes a free one.</summary>
    [Description("address and port of HTTP and WebSockets; the default is this machine only, put a proxy with TLS in front for others")]
    public string BindAddr { get; init; } = "127.0.0.1:3000";

    /// <summary>The folder of all that is kept.</summary>
    [Description("folder of all that is kept; one process owns it")]
    public string DataDir { get; init; } = "data";

    /// <summary>The lowest level that is logged.</summary>
    [Description("lowest level that is logged; can be changed while running by POST /admin/log-level")]
    public LogThreshold LogLevel { get; init; } = LogThreshold.Info;

    /// <summary>How long stopping may take.</summary>
    [Range(1, 600)]
    [Description("time in which clients are told, rounds in flight finish and connections close before the server stops anyway")]
    public int ShutdownGraceS { get; init; } = 10;

    /// <summary>The reverse proxies whose forwarded headers are believed: addresses or networks.</summary>
    [Description("reverse proxies whose X-Forwarded headers are believed, such as \"127.0.0.1\" or \"10.0.0.0/8\"; limits count the addresses they name")]
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>What new passwords must be like.</summary>
    public PasswordRequirements PasswordRequirements { get; init; } = new();

    /// <summary>Where logs of channels are kept, and how durably.</summary>
    public StoreSettings Store { get; init; } = new();

    /// <summary>Limits of the whole server.</summary>
    public LimitSettings Limits { get; init; } = new();

    /// <summary>Which web pages of other origins may talk to the server.</summary>
    public OriginSettings Origins { get; init; } = new();

    /// <summary>Where figures can be fetched.</summary>
    public MetricsSettings Metrics { get; init; } = new();

    /// <summary>Where log lines go.</summary>
    public LogSettings Log { get; init; } = new();

    /// <summary>Who operates the server.</summary>
    public AdminSettings Admin { get; init; } = new();

    /// <summary>Limits of accounts, devices and log-ins.</summary>
    public AccountSettings Accounts { get; init; } = new();

    /// <summary>Limits and intervals of meets.</summary>
    public MeetSettings Meets { get; init; } = new();

    /// <summary>Limits and intervals of devices.</summary>
    public DeviceSettings Devices { get; init; } = new();

    /// <summary>Limits and intervals of rooms.</summary>
    public RoomSettings Rooms { get; init; } = new();

    /// <summary>Limits and intervals of callback queues, the queues and who runs them.</summary>
    public QueueSettings Queue { get; init; } = new();

    /// <summary>The account by which callers are looked up.</summary>
    public QrzSettings Qrz { get; init; } = new();

    /// <summary>An endpoint for outside test suites.</summary>
    public EchoSettings Echo { get; init; } = new();

    /// <summary>Static web applications that are served beside the server's own pages.</summary>
    public IReadOnlyList<SiteSettings> Sites { get; init; } = [];
}

/// <summary>From which level on log lines are written.</summary>
public enum LogThreshold
{
    /// <summary>Everything.</summary>
    Trace,
    /// <summary>What helps to find a fault.</summary>
    Debug,
    /// <summary>What happens.</summary>
    Info,
    /// <summary>What may need somebody's attention.</summary>
    Warning,
    /// <summary>What failed.</summary>
    Error,
    /// <summary>What ends the server.</summary>
    Critical,
}
