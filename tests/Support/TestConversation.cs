using System.Text;
using System.Threading.Channels;
using Rollcall.Core.Connections;

namespace Rollcall.Tests.Support;

/// <summary>Keeps what it hears, and how it ended; answers if it was told how.</summary>
internal sealed class TestConversation(Func<string, ValueTask>? hear = null) : IConversation
{
    private readonly Channel<string> _heard = Channel.CreateUnbounded<string>();
    private readonly Channel<long> _answered = Channel.CreateUnbounded<long>();
    private readonly TaskCompletionSource<Ending> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Ending> Ended => _ended.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Messages heard and not yet asked for.</summary>
    public int Waiting => _heard.Reader.Count;

    public async ValueTask HearAsync(ReadOnlyMemory<byte> message)
    {
        var text = Encoding.UTF8.GetString(message.Span);
        _heard.Writer.TryWrite(text);
        if (hear is not null) await hear(text);
    }

    public void Answered(long pingedAt) => _answered.Writer.TryWrite(pingedAt);

    void IConversation.Ended(Ending ending) => _ended.SetResult(ending);

    public Task<string> NextAsync() => _heard.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public Task<long> NextAnswerAsync() => _answered.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
}
