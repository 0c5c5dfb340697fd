using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Server.Doors.Devices;
using Rollcall.Tests.Support.Devices;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Devices;

/// <summary>Appending and catching up over HTTP, beside the sockets.</summary>
public class SyncTests
{
    // devices P31
    [Fact]
    public async Task Missed_while_away_as_in_the_transcript()
    {
        await using var server = await DeviceServer.StartAsync();
        var browser = await server.RegisterAsync("ada", "browser-1");
        var phone = await server.LogInAsync("ada", "phone-001");
        var socket = await server.ConnectAsync(browser);
        var epoch = (string)socket.Connected["epoch"]!;

        var (status, first) = await server.AppendAsync(phone, "document_set", """{"collection":"notes","id":"n1","value":"milk"}""", "p-1");
        Assert.Equal((201, 1, epoch), (status, (int)first["event"]!["seq"]!, (string)first["epoch"]!));
        var pushed = await socket.NextAsync("sync");
        Assert.True(JsonNode.DeepEquals(first["event"], pushed["event"]));

        socket.Dispose();
        await server.AppendedAsync(phone);
        await server.AppendedAsync(phone);
        using var again = await server.ConnectAsync(browser);
        Assert.Equal(3, (int)again.Connected["seq"]!);
        Assert.Equal(3, (int)(await again.NextAsync())["event"]!["seq"]!);
        var (_, page) = await server.GetAsync(browser, "/v1/sync/events?since=1");
        Assert.Equal([2, 3], page["events"]!.AsArray().Select(one => (int)one!["seq"]!));
        Assert.Equal((3, 3, 1, false, epoch), ((int)page["current_seq"]!, (int)page["head_seq"]!, (int)page["floor_seq"]!, (bool)page["more"]!, (string)page["epoch"]!));

        var (repeated, same) = await server.AppendAsync(phone, "document_set", """{"collection":"notes","id":"n1","value":"milk"}""", "p-1");
        Assert.Equal(200, repeated);
        Assert.True(JsonNode.DeepEquals(first, same));
        Assert.Empty(await again.FlushAsync());

        var (_, state) = await server.GetAsync(browser, "/v1/sync/state");
        Assert.Equal($$"""{"seq":3,"epoch":"{{epoch}}","documents":[{"collection":"notes","id":"n1","value":"milk","seq":1}],"permissions":[],"likes":{"albums":[],"artists":[],"tracks":[]},"settings":[],"playlists":[],"notifications":[]}""", state.ToJsonString());
    }

    // devices P15
    [Fact]
    public async Task The_same_id_sent_many_times_at_once_and_after_a_restart_appends_one_event()
    {
        await using var server = await DeviceServer.StartAsync();
        var phone = await server.RegisterAsync("ada");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => server.AppendAsync(phone, payload: $$"""{"n":{{n}}}""", id: "p-1")));
        Assert.Equal(1, answers.Count(one => one.Status == 201));
        Assert.Single(answers.Select(one => one.Body.ToJsonString()).Distinct());
        await server.StopAsync();
        await server.StartAgainAsync();
        var (status, body) = await server.AppendAsync(phone, id: "p-1");
        Assert.Equal((200, answers[0].Body.ToJsonString()), (status, body.ToJsonString()));
    }

    // devices P8
    [Fact]
    public async Task Numbers_have_no_holes_while_many_users_and_devices_append_at_once()
    {
        await using var server = await DeviceServer.StartAsync();
        var users = await Task.WhenAll(Enumerable.Range(0, 5).Select(async n =>
        {
            var first = await server.RegisterAsync($"user{n}");
            return new[] { first, await server.LogInAsync($"user{n}", "device-1"), await server.LogInAsync($"user{n}", "device-2") };
        }));
        var numbers = await Task.WhenAll(users.Select(async devices =>
            await Task.WhenAll(devices.SelectMany(device => Enumerable.Range(0, 40).Select(_ => server.AppendedAsync(device))))));
        Assert.All(numbers, one => Assert.Equal(Enumerable.Range(1, 120).Select(seq => (long)seq), one.Order()));
    }

    // devices P13
    [Fact]
    public async Task A_device_away_for_ten_thousand_events_and_a_restart_is_nudged_and_gets_each_of_them_once_in_pages()
    {
        await using var server = await DeviceServer.StartAsync();
        var (phone, browser) = (await server.RegisterAsync("ada"), await server.LogInAsync("ada", "browser-1"));
        (await server.ConnectAsync(browser)).Socket.Reset();
        for (var i = 0; i < 100; i++)
            await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => server.AppendedAsync(phone, payload: """{"text":"milk"}""")));
        await server.StopAsync();
        await server.StartAgainAsync();

        using var back = await server.ConnectAsync(browser);
        Assert.Equal(10_000, (long)back.Connected["seq"]!);
        Assert.Equal(10_000, (long)(await back.NextAsync())["event"]!["seq"]!);
        foreach (var looksAtMore in new[] { true, false })
        {
            var (cursor, held, pages, goesOn) = (0L, new List<long>(), 0, true);
            for (; goesOn; pages++)
            {
                var (status, page) = await server.GetAsync(browser, $"/v1/sync/events?since={cursor}&epoch={back.Connected["epoch"]}");
                Assert.Equal(200, status);
                held.AddRange(page["events"]!.AsArray().Select(one => (long)one!["seq"]!));
                cursor = (long)page["current_seq"]!;
                goesOn = looksAtMore ? (bool)page["more"]! : cursor < 10_000;
            }

            Assert.Equal(10, pages);
            Assert.Equal(Enumerable.Range(1, 10_000).Select(seq => (long)seq), held);
        }
    }

    [Fact]
    public async Task A_page_ends_after_four_mebibytes_and_says_that_there_is_more()
    {
        await using var server = await DeviceServer.StartAsync();
        var phone = await server.RegisterAsync("ada");
        var large = $$"""{"text":"{{new string('x', 32_000)}}"}""";
        for (var i = 0; i < 150; i++)
            await server.AppendedAsync(phone, payload: large);
        var (_, page) = await server.GetAsync(phone, "/v1/sync/events?since=0");
        var count = page["events"]!.AsArray().Count;
        Assert.InRange(count, 120, 140);
        Assert.Equal((true, (long)count, 150L), ((bool)page["more"]!, (long)page["current_seq"]!, (long)page["head_seq"]!));
        Assert.Equal(150 - count, (await server.GetAsync(phone, $"/v1/sync/events?since={count}")).Body["events"]!.AsArray().Count);
    }

    // devices P12 and P16
    [Fact]
    public async Task What_retention_removed_is_gone_also_after_a_restart_and_the_documents_stay()
    {
        await using var server = await DeviceServer.StartAsync(given => given with { Store = given.Store with { SegmentBytes = 65_536 }, Devices = given.Devices with { MaxEvents = 100 } });
        var phone = await server.RegisterAsync("ada");
        await server.AppendedAsync(phone, "document_set", """{"collection":"notes","id":"n1","value":1}""", "p-1");
        var large = $$"""{"text":"{{new string('x', 4_000)}}"}""";
        for (var i = 0; i < 400; i++)
            await server.AppendedAsync(phone, payload: large);
        await RemoveOldAsync(server);

        for (var lives = 0; lives < 2; lives++)
        {
            var (_, all) = await server.GetAsync(phone, "/v1/sync/events?since=0");
            var floor = (long)all["floor_seq"]!;
            Assert.InRange(floor, 2, 302);
            Assert.Equal(floor, (long)all["events"]![0]!["seq"]!);
            var (gone, body) = await server.GetAsync(phone, $"/v1/sync/events?since={floor - 2}");
            Assert.Equal((410, "gone", floor, 401L), (gone, (string)body["code"]!, (long)body["floor_seq"]!, (long)body["head_seq"]!));
            Assert.Equal((string)body["detail"]!, (string)body["error"]!);
            Assert.Equal(200, (await server.GetAsync(phone, $"/v1/sync/events?since={floor - 1}")).Status);
            Assert.Equal(410, (await server.GetAsync(phone, "/v1/sync/events?since=402")).Status);
            Assert.Equal(410, (await server.GetAsync(phone, "/v1/sync/events?since=401&epoch=other")).Status);
            Assert.Empty((await server.GetAsync(phone, "/v1/sync/events?since=401")).Body["events"]!.AsArray());
            Assert.Equal("n1", (string)(await server.GetAsync(phone, "/v1/sync/state")).Body["documents"]![0]!["id"]!);
            await server.StopAsync();
            await server.StartAgainAsync();
        }

        // With the event went the memory of its operation.
        Assert.Equal(201, (await server.AppendAsync(phone, "note", id: "p-1")).Status);
    }

    // devices P16
    [Fact]
    public async Task The_state_is_the_fold_of_all_events_also_after_retention_and_a_restart_and_later_events_lead_to_the_later_state()
    {
        await using var server = await DeviceServer.StartAsync(given => given with { Store = given.Store with { SegmentBytes = 65_536 }, Devices = given.Devices with { MaxEvents = 100 } });
        var phone = await server.RegisterAsync("ada");
        var (chance, folded, text) = (new Random(16), new SortedDictionary<string, string>(StringComparer.Ordinal), new string('x', 1_000));
        (long Seq, SortedDictionary<string, string> Documents) earlier = (0, []);
        for (var seq = 1; seq <= 400; seq++)
        {
            var (collection, id) = ($"c{chance.Next(3)}", $"d{chance.Next(12)}");
            var isSet = chance.Next(3) > 0;
            Assert.Equal(seq, await server.AppendedAsync(phone, isSet ? "document_set" : "document_deleted",
                $$"""{"collection":"{{collection}}","id":"{{id}}"{{(isSet ? $",\"value\":\"{seq} {text}\"" : "")}}}"""));
            if (isSet)
                folded[$"{collection}/{id}"] = $"\"{seq} {text}\"@{seq}";
            else
                folded.Remove($"{collection}/{id}");
            if (seq == 350)
                earlier = await StateAsync();
        }

        for (var lives = 0; lives < 2; lives++)
        {
            if (lives == 0)
                await RemoveOldAsync(server);
            var now = await StateAsync();
            Assert.Equal(400, now.Seq);
            Assert.Equal(folded, now.Documents);
            // From a state somebody kept, by the events since.
            var (status, page) = await server.GetAsync(phone, $"/v1/sync/events?since={earlier.Seq}");
            Assert.Equal(200, status);
            var followed = new SortedDictionary<string, string>(earlier.Documents, StringComparer.Ordinal);
            foreach (var one in page["events"]!.AsArray())
            {
                var key = $"{one!["payload"]!["collection"]}/{one["payload"]!["id"]}";
                if ((string)one["type"]! == "document_set")
                    followed[key] = $"{one["payload"]!["value"]!.ToJsonString()}@{one["seq"]}";
                else
                    followed.Remove(key);
            }

            Assert.Equal(folded, followed);
            await server.StopAsync();
            await server.StartAgainAsync();
        }

        async Task<(long Seq, SortedDictionary<string, string> Documents)> StateAsync()
        {
            var (_, state) = await server.GetAsync(phone, "/v1/sync/state");
            var keys = state["documents"]!.AsArray().Select(one => ((string)one!["collection"]!, (string)one["id"]!)).ToList();
            Assert.Equal(keys.OrderBy(one => one.Item1, StringComparer.Ordinal).ThenBy(one => one.Item2, StringComparer.Ordinal), keys);
            return ((long)state["seq"]!, new(state["documents"]!.AsArray().ToDictionary(one => $"{one!["collection"]}/{one["id"]}", one => $"{one!["value"]!.ToJsonString()}@{one["seq"]}"), StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("/v1/sync/events")]
    [InlineData("/v1/sync/events?since=-1")]
    [InlineData("/v1/sync/events?since=1.5")]
    [InlineData("/v1/sync/events?since=a")]
    [InlineData("/v1/sync/events?since=0&limit=0")]
    [InlineData("/v1/sync/events?since=0&limit=1001")]
    [InlineData("/v1/sync/events?since=0&limit=")]
    public async Task A_cursor_or_limit_that_is_none_is_a_bad_query(string path)
    {
        await using var server = await DeviceServer.StartAsync();
        var (status, body) = await server.GetAsync(await server.RegisterAsync("ada"), path);
        Assert.Equal((400, "bad_query"), (status, (string)body["code"]!));
    }

    [Theory]
    [InlineData("""{"type":"Note","payload":{}}""", 400, "bad_type")]
    [InlineData("""{"payload":{}}""", 400, "bad_type")]
    [InlineData("""{"type":"note"}""", 400, "bad_payload")]
    [InlineData("""{"type":"note","payload":[]}""", 400, "bad_payload")]
    [InlineData("""{"type":"note","payload":{},"client_event_id":"a b"}""", 400, "invalid_field")]
    [InlineData("[]", 400, "bad_json")]
    [InlineData("{", 400, "bad_json")]
    [InlineData("""{"type":"note","payload":{},"connection_id":{"x":1}}""", 201, null)]
    public async Task What_is_appended_is_checked(string body, int status, string? code)
    {
        await using var server = await DeviceServer.StartAsync();
        var (came, answer) = await server.AskAsync(await server.RegisterAsync("ada"), HttpMethod.Post, "/v1/sync/events", body);
        Assert.Equal((status, code), (came, (string?)answer["code"]));
    }

    [Fact]
    public async Task What_is_too_big_or_no_json_or_from_nobody_is_refused()
    {
        await using var server = await DeviceServer.StartAsync();
        var phone = await server.RegisterAsync("ada");
        Assert.Equal((413, "too_big"), Code(await server.AppendAsync(phone, payload: $$"""{"a":"{{new string('x', 33_000)}}"}""")));
        Assert.Equal((413, "too_big"), Code(await server.AppendAsync(phone, payload: $$"""{"a":"{{new string('x', 70_000)}}"}""")));
        Assert.Equal((401, "unauthenticated"), Code(await server.AskAsync(null, HttpMethod.Get, "/v1/sync/state")));
        Assert.Equal((401, "invalid_token"), Code(await server.GetAsync(phone with { Token = "nobody" }, "/v1/sync/state")));
        Assert.Equal((403, "forbidden"), Code(await server.AskAsync(phone, HttpMethod.Post, "/v1/admin/users/1/sync/events", "{}")));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/sync/events") { Content = new StringContent("{}"), Headers = { { "Authorization", phone.Token } } };
        Assert.Equal(415, (int)(await server.Http.SendAsync(request)).StatusCode);
    }

    private static (int, string) Code((int Status, JsonObject Body) answer) => (answer.Status, (string)answer.Body["code"]!);

    private static async Task RemoveOldAsync(DeviceServer server)
    {
        Assert.InRange(await new SyncRetention(server.House, NullLogger<SyncRetention>.Instance).RunAsync(), 1, 301);
    }
}
