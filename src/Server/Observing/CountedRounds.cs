using Rollcall.Core.Channels;
using Rollcall.Core.Measuring;

namespace Rollcall.Server.Observing;

/// <summary>Counts what channels' loops do.</summary>
internal sealed class CountedRounds(Measures measures) : RoundObserver
{
    public override void Appended(ChannelName channel, int letters, int events, TimeSpan took)
    {
        measures.Round(letters);
        measures.Appended(took);
    }

    public override void Opened(ChannelName channel) => measures.Channels(channel.Kind, 1);

    public override void Closed(ChannelName channel) => measures.Channels(channel.Kind, -1);
}
