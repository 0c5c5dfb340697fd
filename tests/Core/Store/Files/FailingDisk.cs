using Microsoft.Win32.SafeHandles;
using Rollcall.Core.Store.Files;

namespace Rollcall.Tests.Core.Store.Files;

/// <summary>A real disk, of which a test can make each kind of call fail.</summary>
internal sealed class FailingDisk() : Disk(Durability.Fsync)
{
    public const int NoSpace = 28, ReadOnly = 30, BrokenDevice = 5;

    /// <summary>Writes to files whose bytes the test picks out fail with this error code, half of the bytes written.</summary>
    public int? WriteError { get; set; }

    /// <summary>Which writes fail, by their content; all of them unless set.</summary>
    public Func<byte[], bool> Writes { get; set; } = _ => true;

    public bool TruncateFails { get; set; }

    public bool FlushFails { get; set; }

    public bool FlushFolderFails { get; set; }

    public bool MoveFolderFails { get; set; }

    public int Flushes { get; private set; }

    public List<string> FlushedFolders { get; } = [];

    public override void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        if (WriteError is { } error && Writes(bytes.ToArray()))
        {
            base.Write(file, bytes[..(bytes.Length / 2)], offset);
            throw new IOException("the test's disk does not write", error);
        }
        base.Write(file, bytes, offset);
    }

    public override void Truncate(SafeFileHandle file, long length)
    {
        if (TruncateFails) throw new IOException("the test's disk does not truncate", BrokenDevice);
        base.Truncate(file, length);
    }

    public override void Flush(SafeFileHandle file)
    {
        Flushes++;
        if (FlushFails) throw new FlushFailedException("the test's disk does not flush");
        base.Flush(file);
    }

    public override void FlushFolder(string path)
    {
        if (FlushFolderFails) throw new FlushFailedException("the test's disk does not flush folders");
        base.FlushFolder(path);
        FlushedFolders.Add(path);
    }

    public override void MoveFolder(string source, string target)
    {
        if (MoveFolderFails) throw new IOException("the test's disk does not move", BrokenDevice);
        base.MoveFolder(source, target);
    }
}
