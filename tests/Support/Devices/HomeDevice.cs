using System.Text;
using Rollcall.Apps.Devices;
using Rollcall.Core.Connections;
using Xunit;

namespace Rollcall.Tests.Support.Devices;

/// <summary>One connection of a device in a <see cref="Household"/>: says what a client would say, hears what it would hear.</summary>
internal sealed class HomeDevice(Household home, DeviceMember member, FrameTap line)
{
    private readonly List<Told> seen = [];

    public DeviceMember Member => member;

    public long Id => member.DeviceId;

    public FrameTap Line => line;

    /// <summary>Everything heard so far.</summary>
    public IReadOnlyList<Told> Seen => seen;

    /// <summary>Says something; it is in the mailbox when this returns.</summary>
    public async Task SayAsync(string type, string payload = "null")
    {
        var text = Encoding.UTF8.GetBytes($"{{\"type\":\"{type}\",\"payload\":{payload}}}");
        await home.PostAsync(new UserLetter.Heard(member, home.Wire.Read(text), text.Length));
    }

    /// <summary>Says it and answers all that was heard until it had been dealt with, but for the pong that marks the end.</summary>
    public async Task<List<Told>> AskAsync(string type, string payload = "null")
    {
        await SayAsync(type, payload);
        return await FlushAsync();
    }

    /// <summary>All that was heard since the last time.</summary>
    public async Task<List<Told>> FlushAsync()
    {
        await SayAsync("ping");
        var told = new List<Told>();
        while (await NextAsync() is { Type: not "pong" } next)
            told.Add(next);
        return told;
    }

    /// <summary>The next message.</summary>
    public async Task<Told> NextAsync()
    {
        var frame = await line.NextAsync();
        Assert.Equal(TestSocket.Text, frame.Opcode);
        var told = Told.Of(frame.Text);
        seen.Add(told);
        return told;
    }

    /// <summary>How the server closed it; what comes before is passed over.</summary>
    public async Task<(int Code, string Reason)> ClosedAsync()
    {
        while (true)
        {
            var frame = await line.NextAsync();
            if (frame.Opcode == TestSocket.Close)
                return (frame.CloseCode, frame.CloseReason);
        }
    }

    public Task HelloAsync(string name = "A player", string features = "\"command_result\",\"handover\"") =>
        SayAsync("playback.hello", $"{{\"device_name\":\"{name}\",\"device_type\":\"web\",\"features\":[{features}]}}");

    public Task PlayAsync(string track = "t1", double position = 0, bool isPlaying = true) =>
        SayAsync("playback.state", FormattableString.Invariant($"{{\"current_track\":{{\"id\":\"{track}\",\"duration\":100000}},\"position\":{position},\"is_playing\":{(isPlaying ? "true" : "false")}}}"));

    /// <summary>The line breaks.</summary>
    public Task LoseAsync() => home.PostAsync(new UserLetter.Leaving(member, new(EndedBy.Loss, null, "")));

    /// <summary>It says goodbye.</summary>
    public Task GoAsync() => home.PostAsync(new UserLetter.Leaving(member, new(EndedBy.Peer, CloseCode.Done, "")));

    /// <summary>It answers a ping sent now.</summary>
    public Task AnswerPingAsync() => home.PostAsync(new UserLetter.Answering(member, home.Clock.GetTimestamp()));
}
