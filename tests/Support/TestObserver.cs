using System.Threading.Channels;
using Rollcall.Core.Connections;

namespace Rollcall.Tests.Support;

/// <summary>Keeps what connections report.</summary>
internal sealed class TestObserver : ConnectionObserver
{
    private readonly Channel<int> _reads = Channel.CreateUnbounded<int>();
    private readonly Channel<(int Frames, long Bytes, long Owed, long Oldest)> _flushes = Channel.CreateUnbounded<(int, long, long, long)>();
    private long _opened;
    private long _ended;

    public long StillOpen => Interlocked.Read(ref _opened) - Interlocked.Read(ref _ended);

    public override void Opened() => Interlocked.Increment(ref _opened);

    public override void Ended(Ending ending) => Interlocked.Increment(ref _ended);

    public override void Read(int bytes) => _reads.Writer.TryWrite(bytes);

    public override void Flushed(int frames, long bytes, long owed, long oldest) => _flushes.Writer.TryWrite((frames, bytes, owed, oldest));

    public Task<(int Frames, long Bytes, long Owed, long Oldest)> NextFlushAsync() => _flushes.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public Task<int> NextReadAsync() => _reads.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
}
