using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Rollcall.Server.Hosting;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Hosting;

public class AdminTests
{
    [Fact]
    public async Task The_first_start_makes_a_password_shows_it_once_and_keeps_only_its_hash_for_this_user()
    {
        var folder = Directory.CreateTempSubdirectory("rollcall-admin-").FullName;
        try
        {
            string password;
            await using (var first = await TestServer.StartAsync(s => s with { DataDir = folder }))
            {
                password = first.Running.GeneratedPassword!;
                Assert.True(password.Length >= 20);
                Assert.Equal(HttpStatusCode.OK, (await Send(first, HttpMethod.Get, "/admin/status", first.Operator)).Status);
                Assert.DoesNotContain(password, first.Log.ToString(), StringComparison.Ordinal);
            }

            await using var second = await TestServer.StartAsync(s => s with { DataDir = folder });
            Assert.Null(second.Running.GeneratedPassword);
            Assert.Equal(HttpStatusCode.OK, (await Send(second, HttpMethod.Get, "/admin/status", Basic("operator", password))).Status);
            var file = Path.Combine(folder, "keys", "operator.hash");
            Assert.DoesNotContain(password, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_password_that_a_failed_start_made_is_not_kept_as_nobody_was_shown_it()
    {
        var folder = Directory.CreateTempSubdirectory("rollcall-admin-").FullName;
        try
        {
            await Assert.ThrowsAsync<StartRefusedException>(() => TestServer.StartAsync(s => s with { DataDir = folder, BindAddr = "192.0.2.1:3999" }));
            await using var server = await TestServer.StartAsync(s => s with { DataDir = folder });
            Assert.NotNull(server.Running.GeneratedPassword);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Guessing_is_slowed_down_and_does_not_lock_out_an_operator_who_is_known()
    {
        var clock = new TestClock();
        await using var server = await TestServer.StartAsync(plan: p => p with { Time = clock });
        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await Send(server, HttpMethod.Get, "/admin/status", Basic("operator", $"guess {i}"))).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Send(server, HttpMethod.Get, "/admin/status", server.Operator)).Status);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await Send(server, HttpMethod.Get, "/admin/status", server.Operator)).Status);
        for (var i = 0; i < 12; i++)
            await Send(server, HttpMethod.Get, "/admin/status", Basic("operator", $"guess {i}"));
        Assert.Equal(HttpStatusCode.OK, (await Send(server, HttpMethod.Get, "/admin/status", server.Operator)).Status);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("operator", "wrong")]
    [InlineData("someone", "right")]
    public async Task Nobody_else_gets_in(string? user, string? password)
    {
        await using var server = await TestServer.StartAsync();
        var header = user is null ? null : Basic(user, password == "right" ? server.Running.GeneratedPassword! : password!);
        var (status, body) = await Send(server, HttpMethod.Post, "/admin/log-level", header, """{"level":"debug"}""");
        Assert.Equal((HttpStatusCode.Unauthorized, "not_authenticated"), (status, body.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Bearer abc")]
    [InlineData("Basic bm9jb2xvbg==")]
    public async Task What_is_no_Basic_credential_is_a_401(string header)
    {
        await using var server = await TestServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/status");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task The_level_of_logging_changes_at_once_and_the_answer_says_before_and_after()
    {
        await using var server = await TestServer.StartAsync();
        var part = server.Running.Parts.Logs.CreateLogger("Rollcall.Core.Store.Files");
        part.LogDebug("unheard");
        var (status, body) = await Send(server, HttpMethod.Post, "/admin/log-level", server.Operator, """{"level":"debug","category":"Rollcall.Core"}""");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"before":"info","after":"debug"}""", body.GetRawText());
        part.LogDebug("heard");
        Assert.DoesNotContain("unheard", server.Log.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"message\":\"heard\"", server.Log.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"level":"loud"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"level":3}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"category":"a"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"level":"debug","colour":"red"}""", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("no json", HttpStatusCode.BadRequest)]
    public async Task A_wish_that_makes_no_sense_changes_nothing(string wish, HttpStatusCode expected)
    {
        await using var server = await TestServer.StartAsync();
        var (status, body) = await Send(server, HttpMethod.Post, "/admin/log-level", server.Operator, wish);
        Assert.Equal((expected, "bad_level"), (status, body.GetProperty("code").GetString()));
        Assert.DoesNotContain("LevelChanged", server.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_site_cannot_speak_in_the_name_of_an_operator_whose_browser_knows_the_password()
    {
        await using var server = await TestServer.StartAsync();
        using var form = new HttpRequestMessage(HttpMethod.Post, "/admin/log-level") { Content = new StringContent("""{"level":"trace"}""", Encoding.UTF8, "text/plain") };
        form.Headers.Authorization = server.Operator;
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await server.Http.SendAsync(form)).StatusCode);
        using var crossSite = new HttpRequestMessage(HttpMethod.Get, "/admin/status") { Headers = { { "Sec-Fetch-Site", "cross-site" } } };
        crossSite.Headers.Authorization = server.Operator;
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Http.SendAsync(crossSite)).StatusCode);
    }

    [Fact]
    public async Task The_status_tells_connections_channels_and_recent_warnings()
    {
        await using var server = await TestServer.StartAsync(compose: parts => parts.StatusSections.Add(new StatusSection("meets", () => new { OpenNow = 3 })));
        var parts = server.Running.Parts;
        parts.Measures.ConnectionOpened("meets");
        parts.Measures.Channels("meet", 2);
        parts.Logs.CreateLogger("p").LogWarning("look here");
        var (_, body) = await Send(server, HttpMethod.Get, "/admin/status", server.Operator);
        Assert.Equal(
            ("1", "2", "3", "look here"),
            (body.GetProperty("connections").GetProperty("meets").GetRawText(), body.GetProperty("channels").GetProperty("meet").GetRawText(),
                body.GetProperty("meets").GetProperty("open_now").GetRawText(), body.GetProperty("recent_warnings")[0].GetProperty("message").GetString()));
    }

    private static AuthenticationHeaderValue Basic(string user, string password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    private static async Task<(HttpStatusCode Status, JsonElement Body)> Send(
        TestServer server, HttpMethod method, string path, AuthenticationHeaderValue? authorization, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = authorization;
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await server.Http.SendAsync(request);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
