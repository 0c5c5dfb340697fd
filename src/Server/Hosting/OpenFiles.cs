using System.Globalization;

namespace Rollcall.Server.Hosting;

/// <summary>How many files this process may have open; every connection is one.</summary>
internal static class OpenFiles
{
    private const string Source = "/proc/self/limits";

    /// <summary>How many connections fit, with files left over for logs and requests: a process without a free file can neither write nor answer.</summary>
    public static int RoomForConnections => File.Exists(Source) ? RoomIn(File.ReadAllText(Source)) : int.MaxValue;

    /// <summary>The same from the text of <c>/proc/self/limits</c>; without bound where that names none.</summary>
    public static int RoomIn(string limits)
    {
        const string Name = "Max open files";
        var line = limits.Split('\n').FirstOrDefault(one => one.StartsWith(Name, StringComparison.Ordinal)) ?? "";
        var columns = line[Math.Min(Name.Length, line.Length)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return columns.Length > 0 && long.TryParse(columns[0], NumberStyles.None, CultureInfo.InvariantCulture, out var most)
            ? (int)Math.Clamp(most - Math.Max(most / 10, 256), 1, int.MaxValue)
            : int.MaxValue;
    }
}
