using Rollcall.Apps.Meets.Views;
using Rollcall.Core.Connections;

namespace Rollcall.Apps.Meets;

/// <summary>A platform's view as everybody gets it: worked out once, put into bytes once for each spelling, shared by WebSocket, event stream and GET.</summary>
/// <remarks>Immutable but for the frames, which belong to the meet's loop.</remarks>
public sealed class ShownPlatform
{
    private readonly SharedFrame?[] frames = new SharedFrame?[3];
    private readonly MeetReply.PlatformView reply;

    internal ShownPlatform(MeetReply.PlatformView reply, PlatformView view)
    {
        (this.reply, View) = (reply, view);
        Payload = MeetWire.WriteFields(reply);
    }

    /// <summary>The view it was made of.</summary>
    public PlatformView View { get; }

    /// <summary>The payload of <c>PlatformView</c>, as JSON.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>Which view it is: <c>&lt;epoch&gt;-&lt;serverSeq&gt;</c>.</summary>
    public string Tag => $"{reply.Epoch}-{reply.ServerSeq}";

    /// <summary>As members of a spelling hear it.</summary>
    internal SharedFrame FrameFor(Spelling spelling) => frames[(int)spelling] ??= MeetWire.Frame(reply, spelling)!;

    /// <summary>Whether it shows the same in the same life of the log.</summary>
    internal bool Shows(string epoch, ReadOnlySpan<byte> view) => reply.Epoch == epoch && reply.View.Span.SequenceEqual(view);
}

/// <summary>The standings as GET answers them.</summary>
/// <param name="Tag">Which they are: <c>&lt;epoch&gt;-&lt;serverSeq&gt;</c>.</param>
/// <param name="Json">The whole answer.</param>
public sealed record ShownStandings(string Tag, ReadOnlyMemory<byte> Json);
