using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Hosting;

public class RequestTests
{
    private const string Friend = "https://lifts.example.org";

    [Theory]
    [InlineData("GET", "/api/nothing", 404, "not_found")]
    [InlineData("POST", "/health", 405, "method_not_allowed")]
    [InlineData("DELETE", "/", 404, "not_found")]
    [InlineData("GET", "/api/broken", 500, "internal_error")]
    public async Task Every_refusal_has_the_same_shape(string method, string path, int status, string code)
    {
        await using var server = await TestServer.StartAsync(compose: parts =>
            parts.Doors.Add(routes => routes.MapGet("/api/broken", string () => throw new InvalidOperationException("/var/secret: hunter2"))));
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        var answer = await server.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal((status, code), ((int)answer.StatusCode, JsonDocument.Parse(text).RootElement.GetProperty("code").GetString()));
        Assert.Equal(["detail", "code"], JsonDocument.Parse(text).RootElement.EnumerateObject().Select(member => member.Name));
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        await using var server = await TestServer.StartAsync(
            s => s with { Limits = new LimitSettings { RequestBodyBytes = 1_024 } },
            parts => parts.Doors.Add(routes => routes.MapPost("/api/read", async context => await new StreamReader(context.Request.Body).ReadToEndAsync())));
        var answer = await server.Http.PostAsync(new Uri("/api/read", UriKind.Relative), new StringContent(new string('x', 2_000)));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, true), (answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Contains("\"too_large\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Preflight_of_an_allowed_origin_is_answered_before_anybody_asks_who_is_there()
    {
        await using var server = await TestServer.StartAsync(s => s with { Origins = new OriginSettings { Allowed = [Friend] } });
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/admin/status")
        {
            Headers = { { "Origin", Friend }, { "Access-Control-Request-Method", "GET" }, { "Access-Control-Request-Headers", "authorization" } },
        };
        var answer = await server.Http.SendAsync(preflight);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(
            (Friend, "true", "authorization"),
            (answer.Headers.GetValues("Access-Control-Allow-Origin").Single(), answer.Headers.GetValues("Access-Control-Allow-Credentials").Single(),
                answer.Headers.GetValues("Access-Control-Allow-Headers").Single()));
    }

    [Theory]
    [InlineData(Friend, true)]
    [InlineData("HTTPS://Lifts.Example.Org:443", true)]
    [InlineData("https://lifts.example.org.evil.example", false)]
    [InlineData("http://lifts.example.org", false)]
    [InlineData("https://lifts.example.org:8443", false)]
    [InlineData("null", false)]
    public async Task Only_exact_origins_are_let_in(string origin, bool allowed)
    {
        await using var server = await TestServer.StartAsync(s => s with { Origins = new OriginSettings { Allowed = [Friend] } });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/nothing") { Headers = { { "Origin", origin } } };
        var answer = await server.Http.SendAsync(request);
        Assert.Equal(allowed, answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Contains("Origin", answer.Headers.Vary);
    }

    [Theory]
    [InlineData(null, false, true)]
    [InlineData(null, true, false)]
    [InlineData("own", true, true)]
    [InlineData(Friend, true, true)]
    [InlineData("https://evil.example", false, false)]
    public async Task A_door_can_ask_whether_a_page_may_connect(string? origin, bool required, bool expected)
    {
        bool? allowed = null;
        await using var server = await TestServer.StartAsync(
            s => s with { Origins = new OriginSettings { Allowed = [Friend] } },
            parts => parts.Doors.Add(routes => routes.MapGet("/ws", context =>
            {
                allowed = parts.Origins.Allows(context.Request, required);
                return Task.CompletedTask;
            })));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ws");
        if (origin is not null)
            request.Headers.Add("Origin", origin == "own" ? server.Running.BaseAddress.GetLeftPart(UriPartial.Authority) : origin);
        await server.Http.SendAsync(request);
        Assert.Equal(expected, allowed);
    }

    [Theory]
    [InlineData("127.0.0.1", "198.51.100.7")]
    [InlineData("127.0.0.0/8", "198.51.100.7")]
    [InlineData("10.0.0.1", "127.0.0.1")]
    [InlineData("", "127.0.0.1")]
    public async Task Forwarded_addresses_are_believed_only_from_configured_proxies(string proxies, string seen)
    {
        IPAddress? address = null;
        await using var server = await TestServer.StartAsync(
            s => s with { TrustedProxies = proxies.Split(',', StringSplitOptions.RemoveEmptyEntries) },
            parts => parts.Doors.Add(routes => routes.MapGet("/api/who", context =>
            {
                address = context.Connection.RemoteIpAddress;
                return Task.CompletedTask;
            })));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/who") { Headers = { { "X-Forwarded-For", "203.0.113.9, 198.51.100.7" } } };
        await server.Http.SendAsync(request);
        Assert.Equal(IPAddress.Parse(seen), address);
    }

    [Fact]
    public async Task The_start_page_says_what_runs_here_and_needs_no_script()
    {
        await using var server = await TestServer.StartAsync(compose: parts => parts.Applications.Add(new("Meets", "many desks & one meet")));
        var answer = await server.Http.GetAsync(new Uri("/", UriKind.Relative));
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("many desks &amp; one meet", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("text/css", (await server.Http.GetAsync(new Uri("/start.css", UriKind.Relative))).Content.Headers.ContentType!.MediaType);
    }
}
