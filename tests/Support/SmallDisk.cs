using System.Diagnostics;

namespace Rollcall.Tests.Support;

/// <summary>A small file system in memory, mounted for one test; only root can.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private SmallDisk()
    {
    }

    public static async Task<SmallDisk> MountAsync(string size)
    {
        var disk = new SmallDisk();
        await RunAsync("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", disk.folder.Path);
        return disk;
    }

    public string File(string name) => folder.File(name);

    /// <summary>Leaves no byte free.</summary>
    public async Task FillAsync()
    {
        await using var filler = System.IO.File.Create(folder.File("filler"), bufferSize: 1);
        try
        {
            var some = new byte[4096];
            while (true)
                await filler.WriteAsync(some);
        }
        catch (IOException)
        {
            // Full, as it was meant to be.
        }
    }

    public void Empty() => System.IO.File.Delete(folder.File("filler"));

    public void Dispose()
    {
        RunAsync("umount", "--lazy", folder.Path).GetAwaiter().GetResult();
        folder.Dispose();
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }
}
