using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Rollcall.Tests.Support;

/// <summary>The real program as a process of its own, in a working folder the test gives, without the environment's settings.</summary>
internal sealed partial class RollcallProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RollcallProcess(string folder, IEnumerable<string> arguments, string? input, Dictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "rollcall"), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var setting in start.Environment.Keys.Where(k => k.StartsWith("ROLLCALL_", StringComparison.Ordinal) || k.StartsWith("OPENLIFTER_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(setting);
        // The runtime that runs the tests, wherever it is installed.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Take(_errors, line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"it ended before it was ready: {Errors}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _process.StandardInput.Write(input);
        _process.StandardInput.Close();
    }

    /// <summary>Its number in the operating system.</summary>
    public int Id => _process.Id;

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    /// <summary>Runs a verb to its end.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(string folder, string arguments, string? input = null)
    {
        using var process = new RollcallProcess(folder, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), input);
        var code = await process.EndAsync();
        return (code, process.Output, process.Errors);
    }

    /// <summary>Starts a server on a free port.</summary>
    public static RollcallProcess Serve(string folder, params string[] arguments) =>
        new(folder, ["--bind_addr", "127.0.0.1:0", "--metrics.bind_addr", "", .. arguments], input: null);

    /// <summary>The same, with something in its environment.</summary>
    public static RollcallProcess ServeIn(string folder, Dictionary<string, string> environment, params string[] arguments) =>
        new(folder, ["--bind_addr", "127.0.0.1:0", "--metrics.bind_addr", "", .. arguments], input: null, environment);

    /// <summary>Where the server answers, once it does.</summary>
    public Task<Uri> AddressAsync() => _address.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Asks it to stop, as a process manager does.</summary>
    public void Terminate() => _ = Kill(_process.Id, 15);

    /// <summary>Asks it to stop because it is started again at once.</summary>
    public void HangUp() => _ = Kill(_process.Id, 1);

    /// <summary>Ends it on the spot, as a power failure does.</summary>
    public void KillHard() => _process.Kill();

    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Take(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.Append(line).Append('\n');
        if (line.StartsWith("  pages", StringComparison.Ordinal))
            _address.TrySetResult(new Uri(line[7..].Trim()));
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
