using System.Net;
using System.Text.Json.Nodes;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>The meets' door over HTTP (specification 5.5).</summary>
public class HttpDoorTests
{
    private const string Upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    [Fact]
    public async Task Who_does_not_ask_for_a_WebSocket_is_told_to()
    {
        await using var server = await MeetServer.StartAsync();
        Assert.Equal(426, (int)(await AskAsync(server, "/ws")).Status);
        var old = await HeadAsync(server, Upgrade.Replace("Version: 13", "Version: 8", StringComparison.Ordinal));
        Assert.StartsWith("HTTP/1.1 426 ", old, StringComparison.Ordinal);
        Assert.Contains("Sec-WebSocket-Version: 13", old, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_other_origins_do_not_connect()
    {
        await using var server = await MeetServer.StartAsync();
        Assert.StartsWith("HTTP/1.1 403 ", await HeadAsync(server, Upgrade + "Origin: https://evil.example\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 101 ", await HeadAsync(server, Upgrade + $"Origin: {server.Address.GetLeftPart(UriPartial.Authority)}\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_address_has_so_many_connections_and_a_place_becomes_free_when_one_ends()
    {
        await using var server = await MeetServer.StartAsync(same => same with { MaxConnectionsPerAddress = 2 });
        using var first = await TestSocket.ConnectAsync(new Uri(server.Address, "/ws"));
        using var second = await TestSocket.ConnectAsync(new Uri(server.Address, "/ws"));
        var refused = await HeadAsync(server, Upgrade);
        Assert.StartsWith("HTTP/1.1 429 ", refused, StringComparison.Ordinal);
        Assert.Contains("Retry-After: ", refused, StringComparison.Ordinal);

        await first.SendCloseAsync(1000);
        await first.HearTheEndAsync();
        // The server hangs up before it counts us out.
        var again = refused;
        for (var tries = 0; tries < 2_000 && !again.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal); tries++)
            again = await HeadAsync(server, Upgrade);
        Assert.StartsWith("HTTP/1.1 101 ", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_whole_server_has_so_many_connections()
    {
        await using var server = await MeetServer.StartAsync(new RollcallSettings { Meets = MeetServer.Roomy, Limits = new LimitSettings { MaxConnections = 1 } });
        using var first = await TestSocket.ConnectAsync(new Uri(server.Address, "/ws"));
        var refused = await HeadAsync(server, Upgrade);
        Assert.StartsWith("HTTP/1.1 503 ", refused, StringComparison.Ordinal);
        Assert.Contains("Retry-After: ", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/opl.csv")]
    public async Task Whoever_has_no_token_of_the_meet_gets_the_same_answer(string path)
    {
        await using var scene = await BadInputScene.StartAsync();
        var there = $"/api/meets/{scene.MeetId}{path}";
        foreach (var id in new[] { "1", "x", "012345678", "1234567890" })
            Assert.Equal((400, "bad_meet_id"), Of(await AskAsync(scene.Server, $"/api/meets/{id}{path}", scene.Head.Token)));

        var answers = new List<(HttpStatusCode Status, string Body, HttpResponseMessage Answer)>
        {
            await AskAsync(scene.Server, there), await AskAsync(scene.Server, there, "x"), await AskAsync(scene.Server, there, scene.Elsewhere.Token), await AskAsync(scene.Server, there, scene.Head.Token + "x"),
            await AskAsync(scene.Server, there, $"v1.{Digits(scene.MeetId)}.1.AAAA"), await AskAsync(scene.Server, there, $"v1.{Digits(scene.MeetId)}.2.{scene.ViewToken.Split('.')[3]}"),
            await AskAsync(scene.Server, $"/api/meets/987654321{path}"), await AskAsync(scene.Server, $"/api/meets/987654321{path}", scene.Head.Token), await AskAsync(scene.Server, $"/api/meets/987654321{path}", scene.ViewToken),
            // A session token in an address is refused, good as it is.
            await AskAsync(scene.Server, $"{there}?viewToken={scene.Head.Token}"), await AskAsync(scene.Server, $"{there}?sessionToken={scene.Head.Token}"), await AskAsync(scene.Server, $"{there}?token={scene.Head.Token}"),
        };
        foreach (var (status, body, answer) in answers)
        {
            Assert.Equal((HttpStatusCode.Unauthorized, answers[0].Body), (status, body));
            Assert.Equal(HeadersOf(answers[0].Answer), HeadersOf(answer));
        }

        Assert.Equal((401, "unauthorized"), Of(answers[0]));
    }

    [Fact]
    public async Task The_summary_opens_to_sessions_and_view_tokens_in_any_writing_of_the_id_and_to_any_page_by_a_view_token()
    {
        await using var scene = await BadInputScene.StartAsync();
        await scene.Head.AskAsync("UpdateInit", Updates(Set("meet.name", "Spring Open", 1_001, 0)), "UpdateAck");
        foreach (var id in new[] { scene.MeetId, Digits(scene.MeetId), scene.MeetId.Replace('-', '.'), scene.MeetId.Replace("-", "%20", StringComparison.Ordinal), scene.MeetId.Replace('-', '_') })
        {
            var (status, body, answer) = await AskAsync(scene.Server, $"/api/meets/{id}?viewToken={scene.ViewToken}");
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal((scene.MeetId, "Spring Open", scene.Epoch, false), ((string?)JsonNode.Parse(body)!["meetId"], (string?)JsonNode.Parse(body)!["name"], (string?)JsonNode.Parse(body)!["epoch"], (bool)JsonNode.Parse(body)!["finished"]!));
            Assert.Equal(("*", "no-cache"), (answer.Headers.GetValues("Access-Control-Allow-Origin").Single(), answer.Headers.CacheControl!.ToString()));
        }

        var bySession = await AskAsync(scene.Server, $"/api/meets/{scene.MeetId}", scene.Witness.Token);
        Assert.Equal((HttpStatusCode.OK, false), (bySession.Status, bySession.Answer.Headers.Contains("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task A_page_that_shows_a_meet_can_read_that_the_meet_is_lost()
    {
        await using var scene = await BadInputScene.StartAsync();
        await scene.Server.RestartAsync(() => scene.Server.LoseMeet(scene.MeetId));
        var lost = await AskAsync(scene.Server, $"/api/meets/{scene.MeetId}", scene.ViewToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, lost.Status);
        Assert.Equal("*", lost.Answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Fact]
    public async Task Nothing_is_sent_twice_while_nothing_changes()
    {
        await using var scene = await BadInputScene.StartAsync();
        var path = $"/api/meets/{scene.MeetId}";
        var tag = (await AskAsync(scene.Server, path, scene.ViewToken)).Answer.Headers.ETag!.ToString();
        Assert.Matches($"^\"{scene.Epoch}-[0-9]+\"$", tag);
        var same = await AskAsync(scene.Server, path, scene.ViewToken, tag);
        Assert.Equal((HttpStatusCode.NotModified, ""), (same.Status, same.Body));
        Assert.Equal("*", same.Answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        // As caches between us write it.
        Assert.Equal(HttpStatusCode.NotModified, (await AskAsync(scene.Server, path, scene.ViewToken, $"\"other\", W/{tag}")).Status);
        Assert.Equal(HttpStatusCode.NotModified, (await AskAsync(scene.Server, path, scene.ViewToken, "*")).Status);
        await scene.Head.AskAsync("UpdateInit", Updates(Set("meet.name", "Spring Open", 1_001, 0)), "UpdateAck");
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(scene.Server, path, scene.ViewToken, tag)).Status);
        // Who may not see it is not told whether it changed.
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(scene.Server, path, scene.Elsewhere.Token, tag)).Status);
    }

    [Fact]
    public async Task The_results_file_opens_to_sessions_once_the_meet_is_published()
    {
        await using var scene = await BadInputScene.StartAsync();
        var path = $"/api/meets/{scene.MeetId}/opl.csv";
        Assert.Equal((409, "not_full"), Of(await AskAsync(scene.Server, path, scene.Witness.Token)));
        Assert.Equal((403, "forbidden"), Of(await AskAsync(scene.Server, path, scene.ViewToken)));
        await scene.Head.AskAsync("PublishMeet", new() { ["returnEmail"] = "director@example.org", ["oplCsv"] = "OPL Format v1,\nJos\u00e9\n" }, "PublishAck");
        var (status, body, answer) = await AskAsync(scene.Server, path, scene.Witness.Token);
        Assert.Equal((HttpStatusCode.OK, "OPL Format v1,\nJos\u00e9\n", "text/csv"), (status, body, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal((403, "forbidden"), Of(await AskAsync(scene.Server, path, scene.ViewToken)));
    }

    private static string Digits(string id) => id.Replace("-", "", StringComparison.Ordinal);

    private static (int Status, string? Code) Of((HttpStatusCode Status, string Body, HttpResponseMessage Answer) answer) =>
        ((int)answer.Status, (string?)JsonNode.Parse(answer.Body)!["code"]);

    private static string HeadersOf(HttpResponseMessage answer) =>
        string.Join('\n', answer.Headers.Where(header => header.Key is not ("Date" or "X-Request-Id")).Select(header => $"{header.Key}: {string.Join(',', header.Value)}"));

    private static async Task<(HttpStatusCode Status, string Body, HttpResponseMessage Answer)> AskAsync(MeetServer server, string path, string? token = null, string? tag = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, path));
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        var answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer);
    }

    private static async Task<string> HeadAsync(MeetServer server, string headers)
    {
        var address = new Uri(server.Address, "/ws");
        using var socket = await TestSocket.OpenAsync(address);
        return await socket.RequestAsync(address, headers);
    }
}
