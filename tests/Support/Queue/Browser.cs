using System.Diagnostics;

namespace Rollcall.Tests.Support.Queue;

/// <summary>A real browser without a screen, which opens one page; the page itself says over HTTP what came of it.</summary>
internal sealed class Browser : IDisposable
{
    private static readonly string[] Places = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly TemporaryFolder folder = new();
    private readonly Process process;

    private Browser(string program, Uri page)
    {
        var start = new ProcessStartInfo(program,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-extensions", $"--user-data-dir={folder.Path}", page.AbsoluteUri,
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        process = Process.Start(start)!;
        // Read and thrown away: a browser that nobody listens to stands still when the pipe is full.
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    /// <summary>Whether there is one.</summary>
    public static bool IsHere => Places.Any(File.Exists);

    public static Browser Open(Uri page) => new(Places.First(File.Exists), page);

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        folder.Dispose();
    }
}
