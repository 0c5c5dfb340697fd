using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Devices;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Devices;

/// <summary>The real program, killed.</summary>
public class CrashTests
{
    // devices P9
    [Fact]
    public async Task What_was_answered_or_pushed_is_there_after_kill_nine()
    {
        using var folder = new TemporaryFolder();
        string[] open = ["--accounts.open_registration", "true"];
        var (token, pushed, answered) = ("", 0L, 0L);
        using (var process = RollcallProcess.Serve(folder.Path, open))
        {
            var address = await process.AddressAsync();
            using var http = new HttpClient { BaseAddress = address };
            var registered = await PostAsync(http, "/v1/auth/register", """{"user_handle":"ada","password":"Chalk-and-Ammonia-7","device_uuid":"browser-1","device_type":"web"}""");
            var phone = await PostAsync(http, "/v1/auth/login", """{"user_handle":"ada","password":"Chalk-and-Ammonia-7","device_uuid":"phone-001","device_type":"ios"}""");
            token = (string)registered["token"]!;
            using var socket = await DeviceClient.OpenAsync(address, (string)phone["token"]!);
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            for (var i = 0; i < 50; i++)
                answered = (long)(await PostAsync(http, "/v1/sync/events", """{"type":"note","payload":{}}"""))["event"]!["seq"]!;
            while (pushed < 50)
                pushed = (long)(await socket.NextAsync("sync"))["event"]!["seq"]!;
            process.KillHard();
        }

        using (var process = RollcallProcess.Serve(folder.Path, open))
        {
            using var http = new HttpClient { BaseAddress = await process.AddressAsync() };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var state = JsonNode.Parse(await http.GetStringAsync(new Uri("/v1/sync/state", UriKind.Relative)))!;
            Assert.Equal((50, 50, 50), (answered, pushed, (long)state["seq"]!));
            process.KillHard();
        }
    }

    // devices P9 and P15
    [Fact]
    public async Task What_is_sent_again_after_kill_nine_in_the_middle_is_there_once_and_what_was_answered_keeps_its_number()
    {
        using var folder = new TemporaryFolder();
        string[] open = ["--accounts.open_registration", "true", "--devices.append_burst", "100000", "--devices.appends_per_second", "10000"];
        const int Events = 400;
        var (token, answered) = ("", new ConcurrentDictionary<int, long>());
        using (var process = RollcallProcess.Serve(folder.Path, open))
        {
            using var http = new HttpClient { BaseAddress = await process.AddressAsync() };
            token = (string)(await PostAsync(http, "/v1/auth/register", """{"user_handle":"ada","password":"Chalk-and-Ammonia-7","device_uuid":"browser-1","device_type":"web"}"""))["token"]!;
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            await Parallel.ForAsync(0, Events, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (n, _) =>
            {
                try
                {
                    answered[n] = (long)(await PostAsync(http, "/v1/sync/events", Event(n)))["event"]!["seq"]!;
                }
                catch (HttpRequestException)
                {
                    // The client does not know what became of this one, and will send it again.
                }

                if (n == Events / 2)
                    process.KillHard();
            });
        }

        Assert.InRange(answered.Count, 1, Events - 1);
        using (var process = RollcallProcess.Serve(folder.Path, open))
        {
            using var http = new HttpClient { BaseAddress = await process.AddressAsync() };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            for (var n = 0; n < Events; n++)
            {
                var again = await PostAsync(http, "/v1/sync/events", Event(n), answered.ContainsKey(n) ? 200 : null);
                Assert.Equal(answered.GetValueOrDefault(n, (long)again["event"]!["seq"]!), (long)again["event"]!["seq"]!);
                Assert.Equal(n, (int)again["event"]!["payload"]!["n"]!);
            }

            var page = JsonNode.Parse(await http.GetStringAsync(new Uri("/v1/sync/events?since=0", UriKind.Relative)))!;
            Assert.Equal(Enumerable.Range(1, Events), page["events"]!.AsArray().Select(one => (int)one!["seq"]!));
            Assert.Equal(Enumerable.Range(0, Events), page["events"]!.AsArray().Select(one => (int)one!["payload"]!["n"]!).Order());
        }

        static string Event(int n) => $$"""{"type":"note","payload":{"n":{{n}}},"client_event_id":"p-{{n}}"}""";
    }

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, string body, int? status = 201)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status is null ? answer.IsSuccessStatusCode : (int)answer.StatusCode == status, $"{(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }
}
