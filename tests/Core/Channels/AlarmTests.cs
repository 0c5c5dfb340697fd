using System.Buffers;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Core.Channels;
using Rollcall.Core.Cluster;
using Rollcall.Tests.Core.Store.Files;
using Xunit;

namespace Rollcall.Tests.Core.Channels;

public class AlarmTests
{
    private static readonly DateTimeOffset Due = new(2026, 3, 14, 10, 0, 1, TimeSpan.Zero);

    [Fact]
    public async Task A_timer_that_rings_a_little_early_is_set_again_for_the_rest()
    {
        using var folder = new StoreFolder();
        await using var store = folder.Open();
        var clock = new HastyClock { Now = Due - TimeSpan.FromSeconds(1) };
        using var bus = new OneNode();
        var sleeper = new Sleeper();
        var actor = await Actor<string, string, string, string>.StartAsync(new NothingHappens(), (await store.OpenAsync(StoreFolder.Meet, create: true, default))!,
            new(clock, bus, NullLogger.Instance, RoundObserver.None), _ => sleeper, default);
        Assert.Equal(TimeSpan.FromSeconds(1), await clock.NextSettingAsync());

        clock.Now = Due - TimeSpan.FromMilliseconds(0.4);
        clock.Ring();
        Assert.Equal(TimeSpan.FromMilliseconds(1), await clock.NextSettingAsync());

        clock.Now = Due;
        clock.Ring();
        Assert.Equal(Timeout.InfiniteTimeSpan, await clock.NextSettingAsync());
        Assert.True(sleeper.IsAwake);
        await actor.StopAsync();
    }

    /// <summary>A clock whose one timer rings when the test says so, whatever it was set to.</summary>
    private sealed class HastyClock : TimeProvider, ITimer
    {
        private readonly Channel<TimeSpan> settings = Channel.CreateUnbounded<TimeSpan>();
        private Action ring = () => { };

        public DateTimeOffset Now { get; set; }

        public void Ring() => ring();

        public async Task<TimeSpan> NextSettingAsync() => await settings.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

        public override DateTimeOffset GetUtcNow() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ring = () => callback(state);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => settings.Writer.TryWrite(dueTime);

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Sleeper : Gathering<string, string, string, string>
    {
        public bool IsAwake { get; private set; }

        public override DateTimeOffset? WakeAt => IsAwake ? null : Due;

        public override int Members => 0;

        public override void Receive(Letter<string> letter, string state, DateTimeOffset now) => IsAwake |= now >= Due;

        public override void Speak(Letter<string> letter, Outcome<string, string, string> outcome, DateTimeOffset now) { }

        public override void SpeakMissed(IReadOnlyList<Happened<string>> missed, string state, long head) { }

        public override void Undo(Letter<string> letter, Undone why) { }

        public override void End(ChannelEnd why) { }
    }

    private sealed class NothingHappens : Kind<string, string, string, string>
    {
        public override string Empty(ChannelName channel) => "";

        public override Decision<string, string, string> Decide(string state, string command, DateTimeOffset now) => new("", []);

        public override string Evolve(string state, Happened<string> happened) => state;

        public override string EpochOf(string state, string next) => "a";

        public override string EpochOf(string state) => "a";

        public override string TypeOf(string body) => "Nothing";

        public override void Write(string body, IBufferWriter<byte> target) { }

        public override string Read(string type, ReadOnlyMemory<byte> body) => "";
    }
}
