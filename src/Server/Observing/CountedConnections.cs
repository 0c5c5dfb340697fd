using Rollcall.Core.Connections;
using Rollcall.Core.Measuring;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Observing;

/// <summary>Counts what happens on the connections of one switchboard.</summary>
internal sealed class CountedConnections(Measures measures, TimeProvider time, string application) : ConnectionObserver
{
    /// <summary>A switchboard for the connections of one application, counted and logged under its name.</summary>
    public static Switchboard On(ServerParts parts, string application) =>
        new(parts.Time, new CountedConnections(parts.Measures, parts.Time, application), parts.Logs.CreateLogger<Switchboard>()) { Application = application };

    public override void Opened() => measures.ConnectionOpened(application);

    public override void Ended(Ending ending)
    {
        measures.ConnectionClosed(application, (int?)ending.Code ?? 1006);
        if (ending is { By: EndedBy.Server, Code: CloseCode.Slow })
            measures.Slow();
    }

    public override void Read(int bytes) => measures.Received(bytes);

    public override void Heard(string message, long since) => measures.Handled(application, message, time.GetElapsedTime(since));

    public override void Flushed(int frames, long bytes, long owed, long oldest)
    {
        measures.Flushed(frames, bytes, owed);
        if (oldest != 0)
            measures.Delivered(time.GetElapsedTime(oldest));
    }
}
