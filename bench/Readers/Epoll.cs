using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Rollcall.Bench.Readers;

/// <summary>Linux's epoll, and reading without waiting: the cheapest way to watch many sockets from one thread, so that the readers of a
/// measurement do not take the processor from the server.</summary>
internal sealed partial class Epoll : IDisposable
{
    private const int Add = 1;
    private const uint In = 1;
    private const int DontWait = 0x40;
    private const int TryAgain = 11;

    // The kernel packs the event on x64 only.
    private static readonly int EventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private readonly int _epoll;
    private readonly byte[] _events = new byte[EventSize * 1024];

    public Epoll()
    {
        _epoll = Create(0);
        if (_epoll < 0) throw new Win32Exception();
    }

    /// <summary>Watches a descriptor; <see cref="Wait(Span{int})"/> gives its <paramref name="tag"/>.</summary>
    public void Watch(int descriptor, int tag)
    {
        Span<byte> change = stackalloc byte[EventSize];
        change.Clear();
        MemoryMarshal.Write(change, In);
        MemoryMarshal.Write(change[(EventSize - sizeof(long))..], (long)tag);
        if (Control(_epoll, Add, descriptor, ref MemoryMarshal.GetReference(change)) < 0) throw new Win32Exception();
    }

    /// <summary>Waits until some of them have something; gives how many tags it wrote.</summary>
    public int Wait(Span<int> tags)
    {
        var count = Wait(_epoll, ref _events[0], Math.Min(tags.Length, 1024), -1);
        for (var i = 0; i < count; i++) tags[i] = (int)MemoryMarshal.Read<long>(_events.AsSpan(((i + 1) * EventSize) - sizeof(long)));
        return Math.Max(count, 0);
    }

    /// <summary>Reads what is there: the bytes read, 0 when the peer hung up, -1 when nothing is there.</summary>
    public static int Read(int descriptor, Span<byte> into)
    {
        var count = (int)Receive(descriptor, ref MemoryMarshal.GetReference(into), into.Length, DontWait);
        if (count >= 0) return count;
        return Marshal.GetLastPInvokeError() == TryAgain ? -1 : 0;
    }

    public void Dispose() => _ = CloseDescriptor(_epoll);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(int epoll, int operation, int descriptor, ref byte change);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int Wait(int epoll, ref byte events, int maximum, int timeout);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(int descriptor, ref byte buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseDescriptor(int descriptor);
}
