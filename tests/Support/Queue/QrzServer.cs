using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Rollcall.Tests.Support.Queue;

/// <summary>How a <see cref="QrzServer"/> answers look-ups.</summary>
internal enum QrzMood
{
    Good,
    Hanging,
    Failing,
    Nonsense,
    Megabytes,
    EndlessMegabytes,
    WithDocumentType,
    RateLimited,
    Elsewhere,
}

/// <summary>A service that speaks the XML protocol of QRZ.com, on a free port, as well or as badly as a test wants. Any number of requests at once.</summary>
internal sealed class QrzServer : IAsyncDisposable
{
    public const string Username = "ei0test", Password = "pa ss&wörd";

    private readonly WebApplication host;
    private readonly Lock gate = new();
    private readonly Waiting waiting;
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int logIns;
    private int asked;
    private int now;
    private int mostAtOnce;
    private volatile string session = "";

    private QrzServer(WebApplication host)
    {
        this.host = host;
        waiting = new(gate, () => $"asked {asked} times for {string.Join(' ', Calls)}");
    }

    public QrzMood Mood { get; set; } = QrzMood.Good;

    /// <summary>What is told of a call, as the elements of <c>Callsign</c>; none for calls that are not found.</summary>
    public Func<string, string?> Entry { get; set; } = call =>
        $"<call>{call}</call><fname>Hiram</fname><name>Maxim</name><addr1>225 Main Street</addr1><addr2>Newington</addr2><state>CT</state><zip>06111</zip><country>United States</country><land>United States</land><lat>41.714775</lat><lon>-72.727260</lon><grid>FN31pr</grid><email>w1aw@example.org</email>";

    /// <summary>Whether a good look-up waits for <see cref="Release"/>.</summary>
    public bool Holds { get; set; }

    public int LogIns => logIns;

    public int Asked => asked;

    /// <summary>The most look-ups that were under way at the same time.</summary>
    public int MostAtOnce => mostAtOnce;

    public ConcurrentQueue<string> Calls { get; } = new();

    public string Address => host.Urls.First() + "/xml/current/";

    public static async Task<QrzServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        builder.Services.AddRoutingCore();
        var host = builder.Build();
        var server = new QrzServer(host);
        host.Run(server.AnswerAsync);
        await host.StartAsync();
        return server;
    }

    /// <summary>Makes the session's key worth nothing, as QRZ.com does after a day.</summary>
    public void ExpireSession() => session = "over";

    /// <summary>Returns once it was asked for so many calls.</summary>
    public Task UntilAskedAsync(int calls) => waiting.UntilAsync(() => Calls.Count >= calls, $"{calls} look-ups");

    public void Release() => released.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        await host.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (query["username"] is [{ } name])
        {
            Interlocked.Increment(ref logIns);
            if (name == Username && query["password"] == Password)
            {
                session = $"key{logIns}";
                await WriteAsync(context, $"<Session><Key>{session}</Key><Count>1</Count></Session>");
            }
            else
            {
                await WriteAsync(context, "<Session><Error>Username/password incorrect </Error></Session>");
            }

            return;
        }

        Interlocked.Increment(ref asked);
        var atOnce = Interlocked.Increment(ref now);
        InterlockedMax(ref mostAtOnce, atOnce);
        try
        {
            if (query["s"] != session)
                await WriteAsync(context, "<Session><Error>Session Timeout</Error></Session>");
            else
                await LookUpAsync(context, query["callsign"].ToString());
        }
        finally
        {
            Interlocked.Decrement(ref now);
        }
    }

    private async Task LookUpAsync(HttpContext context, string call)
    {
        lock (gate)
        {
            Calls.Enqueue(call);
            waiting.Changed();
        }

        if (Holds)
            await released.Task;
        switch (Mood)
        {
            case QrzMood.Hanging:
                await released.Task.WaitAsync(context.RequestAborted);
                break;
            case QrzMood.Failing:
                context.Response.StatusCode = 500;
                break;
            case QrzMood.Nonsense:
                await context.Response.WriteAsync("<html><body>Welcome to the hotel's network</p>");
                break;
            case QrzMood.Megabytes:
                await WriteAsync(context, $"<Callsign><call>{call}</call><fname>{new string('x', 2 << 20)}</fname></Callsign><Session><Key>{session}</Key></Session>");
                break;
            case QrzMood.EndlessMegabytes:
                while (!context.RequestAborted.IsCancellationRequested)
                    await context.Response.WriteAsync(new string(' ', 64 * 1024), context.RequestAborted);
                break;
            case QrzMood.WithDocumentType:
                await context.Response.WriteAsync($"<!DOCTYPE QRZDatabase [<!ENTITY x \"boo\">]><QRZDatabase><Callsign><call>{call}</call><fname>&x;</fname></Callsign><Session><Key>{session}</Key></Session></QRZDatabase>");
                break;
            case QrzMood.RateLimited:
                context.Response.StatusCode = 429;
                break;
            case QrzMood.Elsewhere:
                context.Response.Redirect("http://127.0.0.1:1/");
                break;
            default:
                await WriteAsync(context, Entry(call) is { } entry
                    ? $"<Callsign>{entry}</Callsign><Session><Key>{session}</Key></Session>"
                    : $"<Session><Error>Not found: {call}</Error><Key>{session}</Key></Session>");
                break;
        }
    }

    private static Task WriteAsync(HttpContext context, string inside)
    {
        context.Response.ContentType = "text/xml";
        return context.Response.WriteAsync($"<?xml version=\"1.0\" ?>\n<QRZDatabase version=\"1.34\" xmlns=\"http://xmldata.qrz.com\">{inside}</QRZDatabase>");
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; seen < value; seen = most)
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
