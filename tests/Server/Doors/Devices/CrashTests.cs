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

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == 201, $"{(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }
}
