using Rollcall.Core.Connections;
using Rollcall.Core.Measuring;

namespace Rollcall.Server.Observing;

/// <summary>Counts what happens on the connections of one switchboard.</summary>
internal sealed class CountedConnections(Measures measures, TimeProvider time, string application) : ConnectionObserver
{
    public override void Opened() => measures.ConnectionOpened(application);

    public override void Ended(Ending ending)
    {
        measures.ConnectionClosed(application, (int?)ending.Code ?? 1006);
        if (ending is { By: EndedBy.Server, Code: CloseCode.Slow })
            measures.Slow();
    }

    public override void Read(int bytes) => measures.Received(bytes);

    public override void Flushed(int frames, long bytes, long owed, long oldest)
    {
        measures.Flushed(frames, bytes, owed);
        if (oldest != 0)
            measures.Delivered(time.GetElapsedTime(oldest));
    }
}
