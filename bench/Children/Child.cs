using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Rollcall.Bench.Children;

/// <summary>A process of a measurement that is asked by lines on its standard input and answers by lines on its standard output.</summary>
internal sealed partial class Child : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private Child(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>This program again, in one of its hidden roles.</summary>
    public static Child Self(params string[] arguments) => Start(Environment.ProcessPath!, ["child", .. arguments]);

    public static Child Start(string program, params string[] arguments) => StartIn(Environment.CurrentDirectory, program, arguments);

    /// <summary>A program in a folder of its own, so that it finds no settings of somebody else.</summary>
    public static Child StartIn(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = folder };
        return new Child(Process.Start(start) ?? throw new InvalidOperationException($"'{program}' did not start"));
    }

    /// <summary>Says a line, without waiting for an answer.</summary>
    public async Task SayAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for a line that begins with <paramref name="word"/>, and gives what follows it.</summary>
    public async Task<string> HearAsync(string word)
    {
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience)
            ?? throw new InvalidOperationException($"The child ended while '{word}' was awaited");
        return line.StartsWith(word, StringComparison.Ordinal)
            ? line[word.Length..].Trim()
            : throw new InvalidOperationException($"The child said '{line}' where '{word}' was awaited");
    }

    /// <summary>Passes over lines until one begins, after spaces, with <paramref name="word"/>, and gives what follows it.</summary>
    public async Task<string> FindAsync(string word)
    {
        while (true)
        {
            var line = (await HearAsync("")).Trim();
            if (line.StartsWith(word, StringComparison.Ordinal))
                return line[word.Length..].Trim();
        }
    }

    /// <summary>Asks it to end in good order (SIGTERM) and waits until it has.</summary>
    public async Task StopAsync()
    {
        const int Terminate = 15;
        if (Signal(Id, Terminate) != 0) throw new Win32Exception();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>CPU it has used, user and system together; exact to 10 ms.</summary>
    public TimeSpan CpuTime()
    {
        // After the name, which stands in parentheses and may hold anything: state is the first field, utime and stime the 12th and 13th.
        var stat = File.ReadAllText($"/proc/{Id}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return TimeSpan.FromMilliseconds(ticks * 10);
    }

    /// <summary>Bytes of memory it holds (resident set).</summary>
    public long MemoryBytes()
    {
        var line = File.ReadLines($"/proc/{Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    /// <summary>Ends it at once, as a power cut would.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        // Its input ends, and with it the child; one that does not listen is killed.
        _process.StandardInput.Dispose();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5))) _process.Kill();
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Signal(int process, int signal);
}
