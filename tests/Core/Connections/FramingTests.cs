using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Core.Connections;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Core.Connections;

public sealed class FramingTests : IDisposable
{
    private static readonly ConnectionLimits Limits = new() { MessagesPerSecond = 1_000_000, Burst = 1_000_000, MaxMessageBytes = 100_000 };
    private readonly Switchboard _switchboard = new(TimeProvider.System, ConnectionObserver.None, NullLogger<Switchboard>.Instance);

    [Fact]
    public void However_messages_are_cut_into_fragments_and_packets_they_are_heard_as_they_were_said() =>
        Prop.ForAll(Conversations().ToArbitrary(), said =>
        {
            var bytes = new List<byte>();
            foreach (var (text, fragment) in said.Messages) bytes.AddRange(Frames(text, fragment));
            bytes.AddRange(TestSocket.Frame(TestSocket.Close, [0x03, 0xE8]));
            using var line = new FedLine();
            foreach (var piece in bytes.Chunk(said.Packet)) line.Feed(piece);

            var conversation = new TestConversation();
            _switchboard.Connect(line, Limits).RunAsync(conversation).Wait(TimeSpan.FromSeconds(30));

            var heard = said.Messages.Select(_ => conversation.Waiting > 0 ? conversation.NextAsync().Result : "(nothing)").ToList();
            return heard.SequenceEqual(said.Messages.Select(message => message.Text)) && conversation.Waiting == 0
                && conversation.Ended.Result == new Ending(EndedBy.Peer, CloseCode.Done, "");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void No_bytes_whatever_make_it_fail() =>
        Prop.ForAll(Gibberish().ToArbitrary(), bytes =>
        {
            using var line = new FedLine();
            foreach (var piece in bytes.Chunk(7)) line.Feed(piece);
            line.End();

            var conversation = new TestConversation();
            _switchboard.Connect(line, Limits).RunAsync(conversation).Wait(TimeSpan.FromSeconds(30));

            // Whoever ended it, it ended, and what we said is one whole frame after the other with the close as the last.
            var codes = new CloseCode?[] { null, CloseCode.ProtocolError, CloseCode.InvalidText, CloseCode.TooBig, CloseCode.Unsupported };
            var ending = conversation.Ended.Result;
            return EndsAtAFrame(line.Written) && (ending.By == EndedBy.Peer || codes.Contains(ending.Code));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public async Task A_bug_below_the_line_ends_that_connection_and_no_other()
    {
        using var broken = new FedLine { Failure = new InvalidOperationException("a bug") };
        using var fine = new FedLine();
        var conversation = new TestConversation();
        var run = _switchboard.Connect(broken, Limits).RunAsync(conversation);
        var other = _switchboard.Connect(fine, Limits);
        var otherRun = other.RunAsync(new TestConversation());

        broken.Feed(TestSocket.Frame(TestSocket.Ping, []));
        await run.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(EndedBy.Loss, (await conversation.Ended).By);

        other.Outbox.Post(SharedFrame.Text("still here"u8));
        fine.Feed(TestSocket.Frame(TestSocket.Close, []));
        await otherRun.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal([0x81, 10, .. "still here"u8, 0x88, 0], fine.Written);
    }

    public void Dispose() => _switchboard.Dispose();

    private static Gen<(List<(string Text, int Fragment)> Messages, int Packet)> Conversations()
    {
        var text = Gen.Choose(0, 400).SelectMany(length => Gen.Elements('a', 'é', '世', '"').ArrayOf(length)).Select(chars => new string(chars));
        var message = text.SelectMany(said => Gen.Choose(1, 500), (said, fragment) => (said, fragment));
        return message.ListOf(12).SelectMany(messages => Gen.Choose(1, 300), (messages, packet) => (messages.ToList(), packet));
    }

    // Mostly things that look like frames, so that more than the first two bytes are looked at.
    private static Gen<byte[]> Gibberish()
    {
        var bytes = Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf(40);
        var frame = Gen.Choose(0, 15).SelectMany(_ => bytes, (opcode, payload) => TestSocket.Frame(opcode, payload, isFinal: payload[0] > 60));
        return Gen.Frequency((1, bytes), (6, frame)).ListOf(8).Select(parts => parts.SelectMany(part => part).ToArray());
    }

    // A ping between the fragments, and a fragment may hold nothing.
    private static IEnumerable<byte> Frames(string text, int fragment)
    {
        var pieces = Encoding.UTF8.GetBytes(text).Chunk(fragment).ToList();
        if (pieces.Count == 0) pieces.Add([]);
        for (var i = 0; i < pieces.Count; i++)
        {
            var opcode = i == 0 ? TestSocket.Text : TestSocket.Continuation;
            foreach (var one in TestSocket.Frame(opcode, pieces[i], isFinal: i == pieces.Count - 1)) yield return one;
            foreach (var one in TestSocket.Frame(TestSocket.Ping, "?"u8)) yield return one;
        }
    }

    private static bool EndsAtAFrame(ReadOnlySpan<byte> written)
    {
        while (written.Length >= 2)
        {
            var isClose = written[0] == 0x88;
            var size = 2 + written[1];
            if (size > written.Length) return false;
            written = written[size..];
            if (isClose) return written.IsEmpty;
        }

        return written.IsEmpty;
    }
}
