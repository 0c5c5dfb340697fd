using System.Net.Http.Headers;
using System.Text;
using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Tests.Support;

/// <summary>A whole server in this process, on a free port and a data folder of its own, both gone when it is disposed of.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly string _folder;

    private TestServer(RollcallServer running, StringWriter log, string folder)
    {
        (Running, Log, _folder) = (running, log, folder);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = running.BaseAddress };
    }

    public RollcallServer Running { get; }

    public HttpClient Http { get; }

    /// <summary>Every line logged so far.</summary>
    public StringWriter Log { get; }

    /// <summary>The header that proves one is the operator, on a server whose data folder is new.</summary>
    public AuthenticationHeaderValue Operator =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Running.Parts.Settings.Admin.User}:{Running.GeneratedPassword}")));

    public static async Task<TestServer> StartAsync(
        Func<RollcallSettings, RollcallSettings>? settings = null, Action<ServerParts>? compose = null, Func<ServerPlan, ServerPlan>? plan = null)
    {
        var folder = Directory.CreateTempSubdirectory("rollcall-test-").FullName;
        var log = new StringWriter();
        var defaults = new RollcallSettings { BindAddr = "127.0.0.1:0", DataDir = Path.Combine(folder, "data"), Metrics = new MetricsSettings { BindAddr = "" } };
        var made = new ServerPlan((settings ?? (s => s))(defaults)) { LogWriter = TextWriter.Synchronized(log), LogIsTerminal = false, FrontEnds = [], OperatorHasAccount = false };
        if (compose is not null)
        {
            made = made with
            {
                Compose = (parts, _) =>
                {
                    compose(parts);
                    return ValueTask.CompletedTask;
                },
            };
        }

        try
        {
            return new TestServer(await RollcallServer.StartAsync((plan ?? (p => p))(made), CancellationToken.None), log, folder);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Running.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
