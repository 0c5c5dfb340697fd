using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Rollcall.Server.CommandLine.Demo;

/// <summary>A server of its own for the demo: this very program as a child process, in a new folder, on a free port that it keeps over
/// restarts, so that it can be killed and started again. Used by one phase at a time; what it prints is taken by two reading loops into
/// <c>server.log</c>.</summary>
internal sealed class ThrowAwayServer(TimeProvider time) : IAsyncDisposable
{
    /// <summary>Who runs its queue.</summary>
    public const string QueueOperator = "anna";

    /// <summary>That one's password.</summary>
    public const string QueuePassword = "Chalk-and-Ammonia-7";

    private const int SigTerm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string folder = Directory.CreateTempSubdirectory("rollcall-demo-").FullName;
    private Process? child;
    private Task printed = Task.CompletedTask;

    /// <summary>Its working folder, with <c>data/</c> and <c>server.log</c>.</summary>
    public string Folder => folder;

    /// <summary>Its data folder.</summary>
    public string Data => Path.Combine(folder, "data");

    /// <summary>Where it answers; the same after a restart.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:0/");

    /// <summary>Whether the folder stays when the demo is over, to be looked at.</summary>
    public bool KeepFolder { get; set; }

    /// <summary>Starts it; it is ready when this returns.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        var ready = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        child = Process.Start(StartInfo()) ?? throw new PlayBrokenException("the server to start", "no process");
        var log = TextWriter.Synchronized(new StreamWriter(Path.Combine(folder, "server.log"), append: true) { AutoFlush = true });
        printed = PrintAsync(child, log, ready);
        try
        {
            Address = await ready.Task.WaitAsync(Patience, time, cancel);
        }
        catch (TimeoutException)
        {
            throw new PlayBrokenException($"the server to be ready within {Patience.TotalSeconds} s", "nothing; see server.log");
        }
    }

    /// <summary>Asks it whether it is ready; answers the HTTP status.</summary>
    public async Task<int> AskReadyAsync(CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancel);
        return (int)answer.StatusCode;
    }

    /// <summary>Ends it as a loss of power would: SIGKILL, nothing is said or written any more. Answers its exit code.</summary>
    public Task<int> KillAsync()
    {
        child!.Kill();
        return EndAsync(CancellationToken.None);
    }

    /// <summary>Ends it politely, with SIGTERM; answers its exit code.</summary>
    public async Task<int> StopAsync(CancellationToken cancel)
    {
        if (Send(child!.Id, SigTerm) != 0)
            throw new PlayBrokenException("SIGTERM to be delivered", $"error {Marshal.GetLastPInvokeError()}");
        return await EndAsync(cancel);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (child is not null)
            await KillAsync();
        if (!KeepFolder)
            Directory.Delete(folder, recursive: true);
    }

    private async Task<int> EndAsync(CancellationToken cancel)
    {
        var ended = child!;
        await ended.WaitForExitAsync(cancel);
        await printed;
        child = null;
        using (ended)
            return ended.ExitCode;
    }

    private ProcessStartInfo StartInfo()
    {
        var program = Environment.ProcessPath!;
        // Started as "dotnet rollcall.dll", the program is not this process's executable but its first argument.
        string[] through = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
        string[] settings =
        [
            "--bind_addr", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Address.Port}"), "--data_dir", "data", "--metrics.bind_addr", "",
            "--meets.recovery_window_s", "1", "--meets.messages_per_second", "10000", "--meets.message_burst", "10000",
            "--queue.admin_username", QueueOperator, "--queue.admin_password", QueuePassword,
            "--accounts.open_registration", "true",
        ];
        var info = new ProcessStartInfo(program, [.. through, "serve", .. settings])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // Whatever the operator set is for the operator's server.
        foreach (var name in info.Environment.Keys.Where(IsSetting).ToList())
            info.Environment.Remove(name);
        return info;

        static bool IsSetting(string name) =>
            name.StartsWith("ROLLCALL_", StringComparison.Ordinal) || name.StartsWith("OPENLIFTER_", StringComparison.Ordinal);
    }

    private static async Task PrintAsync(Process child, TextWriter log, TaskCompletionSource<Uri> ready)
    {
        await using (log)
            await Task.WhenAll(ReadAsync(child.StandardOutput), ReadAsync(child.StandardError));
        ready.TrySetException(new PlayBrokenException("the server to start", "it ended; see server.log"));

        async Task ReadAsync(StreamReader lines)
        {
            while (await lines.ReadLineAsync() is { } line)
            {
                await log.WriteLineAsync(line);
                if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["pages", var address])
                    ready.TrySetResult(new Uri(address));
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Send(int process, int signal);
}
