using System.Diagnostics;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.CommandLine;

public class DemoTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_demo_plays_every_phase_and_everything_it_shows_is_true()
    {
        using var temporary = new TemporaryFolder();
        var (code, output, error) = await RunAsync(temporary.Path);

        Assert.True(code == 0, $"exit code {code}\n{output}\n{error}");
        Assert.Empty(error);
        string[] titles =
        [
            "A meet is made", "A second desk joins", "Each desk writes, the other hears it", "Two desks change the same thing at once",
            "Five displays stay connected and hear everything", "A desk loses its line and goes on working",
            "The server is killed in the middle of a burst", "The log is lost and the desks give it back", "The results are filed and the meet is closed",
            "Callers wait in a radio operator's queue", "The server is killed and nobody loses the place",
            "A phone and a browser are kept in step", "A browser takes over what the phone plays",
            "Three people talk in a room and hear the same", "A room fills up, and its owner keeps order", "The server is killed and the room misses nothing",
        ];
        Assert.All(titles, title => Assert.Equal(2, output.Split(title).Length - 1)); // heading and closing table
        Assert.Matches(@"All \d+ lines shown were true\.", output);
        Assert.DoesNotContain("\u001b", output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary.Path, "rollcall-demo-*"));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string temporaryFolder)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "rollcall"), ["demo"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TMPDIR"] = temporaryFolder },
        };
        using var demo = Process.Start(start)!;
        using var late = new CancellationTokenSource(Patience);
        var (output, error) = (demo.StandardOutput.ReadToEndAsync(late.Token), demo.StandardError.ReadToEndAsync(late.Token));
        try
        {
            await demo.WaitForExitAsync(late.Token);
        }
        finally
        {
            if (!demo.HasExited)
                demo.Kill(entireProcessTree: true);
        }

        return (demo.ExitCode, await output, await error);
    }
}
