using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Apps.Queue;
using Rollcall.Core.Channels;
using Rollcall.Core.Cluster;
using Rollcall.Core.Store;

namespace Rollcall.Tests.Support.Queue;

/// <summary>A queue that lives on a store, with a clock that stands still.</summary>
internal sealed class LiveQueue : IAsyncDisposable
{
    public static readonly ChannelName Name = ChannelName.Of("queue", "main");

    private LiveQueue(IEventStore store, TestClock clock, Actor<QueueState, QueueCommand, QueueEvent, QueueAnswer> actor) => (Store, Clock, Actor) = (store, clock, actor);

    public IEventStore Store { get; }

    public TestClock Clock { get; }

    public Actor<QueueState, QueueCommand, QueueEvent, QueueAnswer> Actor { get; }

    public QueueState State => Actor.State;

    public static async Task<LiveQueue> StartAsync(IEventStore store, TestClock clock, QueueSettings? settings = null, bool active = true)
    {
        settings ??= new() { MaxSize = 20 };
        using var bus = new OneNode();
        var log = (await store.OpenAsync(Name, create: true, default))!;
        var actor = await Actor<QueueState, QueueCommand, QueueEvent, QueueAnswer>.StartAsync(new QueueKind(new(settings.ReplayEvents)), log,
            new(clock, bus, NullLogger.Instance, RoundObserver.None), _ => new QueueGathering(new(settings, clock, _ => { }, () => 4_210)), default);
        var live = new LiveQueue(store, clock, actor);
        await live.DoAsync(new QueueCommand.Configure(settings.Listed().First().Terms, 72, "k3v9", new string('A', 43)));
        if (active)
            await live.DoAsync(new QueueCommand.SetActive(QueueScene.Anna, true));
        return live;
    }

    /// <summary>Stops it and starts it anew on the same store.</summary>
    public async Task<LiveQueue> RestartAsync(QueueSettings? settings = null)
    {
        await Actor.StopAsync();
        return await StartAsync(Store, Clock, settings, active: false);
    }

    public async Task<QueueReply.Dealt> DoAsync(QueueCommand? command, string? address = null)
    {
        var told = new TaskCompletionSource<QueueReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        Xunit.Assert.True(await Actor.PostAsync(new QueueLetter.Asking(command, told.SetResult) { Address = address }));
        return Xunit.Assert.IsType<QueueReply.Dealt>(await told.Task);
    }

    public async Task<QueueAnswer.Registered> RegisterAsync(string callsign) =>
        Xunit.Assert.IsType<QueueAnswer.Registered>((await DoAsync(new QueueCommand.Register(QueueScene.Public, callsign, null))).Answer);

    /// <summary>A WebSocket comes in.</summary>
    public async Task<QueueEar> ListenAsync(int capacity = 2 << 20)
    {
        var ear = new QueueEar(QueueDialect.Frame, capacity);
        await PostAsync(new QueueLetter.Entering(ear.Member));
        return ear;
    }

    /// <summary>An event stream comes in.</summary>
    public async Task<QueueEar> StreamAsync(string? lastEventId = null, bool withState = false, QueueDialect dialect = QueueDialect.Stream, int capacity = 2 << 20)
    {
        var ear = new QueueEar(dialect, capacity);
        await PostAsync(new QueueLetter.Entering(ear.Member) { LastEventId = lastEventId, WithState = withState });
        return ear;
    }

    /// <summary>Posts a letter and waits until it was dealt with.</summary>
    public async Task PostAsync(QueueLetter letter)
    {
        Xunit.Assert.True(await Actor.PostAsync(letter));
        await DoAsync(null);
    }

    /// <summary>Moves the clock, and waits until the queue has noticed.</summary>
    public async Task LaterAsync(TimeSpan by)
    {
        Clock.Advance(by);
        await DoAsync(null);
    }

    public async ValueTask DisposeAsync() => await Actor.StopAsync();
}
