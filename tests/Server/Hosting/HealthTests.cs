using System.Net;
using System.Text.Json;
using Rollcall.Server.Hosting;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Hosting;

public class HealthTests
{
    [Fact]
    public async Task A_well_server_says_so_with_every_check_and_its_latency()
    {
        await using var server = await TestServer.StartAsync();
        var (status, body) = await Get(server, "/health");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("ok", ProductVersion.Text), (body.GetProperty("status").GetString(), body.GetProperty("version").GetString()));
        var store = body.GetProperty("checks").GetProperty("store");
        Assert.Equal("ok", store.GetProperty("status").GetString());
        Assert.True(store.GetProperty("latency_ms").GetDouble() >= 0);
        Assert.True(body.GetProperty("checks").GetProperty("disk").GetProperty("free_bytes").GetInt64() > 0);
    }

    [Theory]
    [InlineData("/health/live", "live")]
    [InlineData("/health/ready", "ready")]
    [InlineData("/ws/health", "ready")]
    public async Task Probes_answer_in_a_word(string path, string word)
    {
        await using var server = await TestServer.StartAsync();
        var (status, body) = await Get(server, path);
        Assert.Equal((HttpStatusCode.OK, word), (status, body.GetProperty("status").GetString()));
        using var head = new HttpRequestMessage(HttpMethod.Head, path);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.SendAsync(head)).StatusCode);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.ServiceUnavailable)]
    [InlineData(false, HttpStatusCode.OK)]
    public async Task A_failing_check_turns_health_red_and_readiness_only_if_serving_needs_it(bool needed, HttpStatusCode ready)
    {
        await using var server = await TestServer.StartAsync(compose: parts =>
            parts.HealthChecks.Add(new HealthCheck("mail", needed, _ => ValueTask.FromResult(new HealthFinding("the post is away")))));
        var (status, body) = await Get(server, "/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("failing", body.GetProperty("status").GetString());
        Assert.Equal("the post is away", body.GetProperty("checks").GetProperty("mail").GetProperty("reason").GetString());
        Assert.Equal(ready, (await Get(server, "/health/ready")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Get(server, "/health/live")).Status);
    }

    [Fact]
    public async Task A_check_that_fails_unexpectedly_is_failing_and_not_an_error_page()
    {
        await using var server = await TestServer.StartAsync(compose: parts =>
            parts.HealthChecks.Add(new HealthCheck("mail", NeededToServe: true, _ => throw new InvalidOperationException("/secret/path"))));
        var (status, body) = await Get(server, "/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.DoesNotContain("secret", body.ToString(), StringComparison.Ordinal);
        Assert.Equal("failing", body.GetProperty("checks").GetProperty("mail").GetProperty("status").GetString());
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> Get(TestServer server, string path)
    {
        var answer = await server.Http.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
