using System.Globalization;

namespace Rollcall.Tests.Campaigns;

/// <summary>What a process holds of the machine, as Linux tells it.</summary>
/// <param name="MiB">Resident memory.</param>
/// <param name="Handles">Open files and sockets.</param>
internal sealed record Footprint(int MiB, int Handles)
{
    public static Footprint Of(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(one => one.StartsWith("VmRSS:", StringComparison.Ordinal));
        var kilobytes = int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        return new(kilobytes / 1024, Directory.GetFileSystemEntries($"/proc/{process}/fd").Length);
    }
}
