using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Core.Connections;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Core.Connections;

public sealed class ListeningTests : IDisposable
{
    private static readonly SharedFrame KeepAlive = SharedFrame.Raw(": still here\n\n"u8.ToArray());
    private readonly ManualTime _time = new();
    private readonly Switchboard _switchboard;
    private readonly HeldLine _line = new();
    private readonly CancellationTokenSource _gone = new();

    public ListeningTests() => _switchboard = new Switchboard(_time, ConnectionObserver.None, NullLogger<Switchboard>.Instance);

    [Fact]
    public async Task What_is_posted_arrives_and_a_close_just_ends_it()
    {
        var listening = _switchboard.Listen(_line, new ConnectionLimits(), KeepAlive);
        var run = listening.RunAsync(_gone.Token);

        listening.Outbox.Post(SharedFrame.Raw("data: 1\n\n"u8.ToArray()));
        var first = await _line.NextWriteAsync();
        listening.Outbox.Post(SharedFrame.Raw("data: 2\n\n"u8.ToArray()));
        listening.Outbox.Close(CloseCode.GoingAway, "shutdown");
        first.Done.SetResult();
        var second = await _line.NextWriteAsync();
        Assert.False(run.IsCompleted);
        second.Done.SetResult();

        Assert.Equal("data: 1\n\n", Encoding.UTF8.GetString(first.Bytes));
        Assert.Equal("data: 2\n\n", Encoding.UTF8.GetString(second.Bytes));
        Assert.Equal(new Ending(EndedBy.Server, CloseCode.GoingAway, "shutdown"), await run.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(0, _switchboard.Count);
    }

    [Fact]
    public async Task A_line_that_fails_even_when_it_is_cut_is_reported_and_ends_nothing_but_itself()
    {
        var log = new TellingLog();
        using var switchboard = new Switchboard(_time, ConnectionObserver.None, log);
        var listening = switchboard.Listen(new UncuttableLine(), new ConnectionLimits(), KeepAlive);
        var run = listening.RunAsync(_gone.Token);
        listening.Outbox.Post(SharedFrame.Raw("data: 1\n\n"u8.ToArray()));
        Assert.IsType<ObjectDisposedException>(await log.Told.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        await run.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_listener_that_hangs_up_ends_it()
    {
        var listening = _switchboard.Listen(_line, new ConnectionLimits(), KeepAlive);
        var run = listening.RunAsync(_gone.Token);

        await _gone.CancelAsync();

        Assert.Equal(EndedBy.Loss, (await run.WaitAsync(TimeSpan.FromSeconds(30))).By);
        Assert.False(listening.Outbox.Post(KeepAlive));
    }

    [Fact]
    public async Task Who_hears_nothing_for_an_interval_hears_a_keep_alive_and_is_never_closed_for_its_own_silence()
    {
        var listening = _switchboard.Listen(_line, new ConnectionLimits { PingEvery = TimeSpan.FromSeconds(25) }, KeepAlive);
        _ = listening.RunAsync(_gone.Token);
        listening.Outbox.Post(SharedFrame.Raw("data: 1\n\n"u8.ToArray()));
        (await _line.NextWriteAsync()).Done.SetResult();
        await TakenAsync(listening);

        for (var i = 0; i < 10; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(26));
            var write = await _line.NextWriteAsync();
            Assert.Equal(": still here\n\n", Encoding.UTF8.GetString(write.Bytes));
            write.Done.SetResult();
            await TakenAsync(listening);
        }

        Assert.False(listening.Outbox.IsClosing);
    }

    // The line has taken all of it.
    private static async Task TakenAsync(Listening listening)
    {
        while (listening.Outbox.OwedBytes > 0) await Task.Yield();
    }

    public void Dispose()
    {
        _switchboard.Dispose();
        _line.Dispose();
        _gone.Dispose();
    }

    private sealed class UncuttableLine : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromException(new IOException("gone"));

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            ObjectDisposedException.ThrowIf(disposing, this);
        }
    }

    private sealed class TellingLog : ILogger<Switchboard>
    {
        public TaskCompletionSource<Exception?> Told { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error) Told.TrySetResult(exception);
        }
    }
}
