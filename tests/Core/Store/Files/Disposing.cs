using System.Text;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;
using Rollcall.Core.Store.Files;

namespace Rollcall.Tests.Core.Store.Files;

/// <summary>A store or a log inside a property, which cannot await.</summary>
internal sealed class Disposing(IAsyncDisposable inner) : IDisposable
{
    private bool disposed;

    public FileStore Of => (FileStore)inner;

    public Disposing Open(ChannelName channel) => new(Of.OpenAsync(channel, create: true, default).AsTask().GetAwaiter().GetResult()!);

    public IEventLog Log => (IEventLog)inner;

    public void Append(string body) => Append(Logged.Event(Log.Head + 1) with { Body = Encoding.UTF8.GetBytes(body) });

    public void Append(LoggedEvent logged) => Log.AppendAsync(Logged.Round(Log, [logged]), default).AsTask().GetAwaiter().GetResult();

    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        inner.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
