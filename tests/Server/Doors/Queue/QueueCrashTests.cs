using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Queue;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Queue;

/// <summary>What was answered with success is there after the process was killed (queue specification 11).</summary>
public class QueueCrashTests
{
    // queue P3
    [Fact]
    public async Task Every_registration_that_was_answered_is_there_after_the_process_was_killed_in_the_middle()
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        var settings = new[] { "--data_dir", data, "--queue.admin_username", "anna", "--queue.admin_password", QueueServer.Password, "--queue.max_size", "200" };
        var answered = new List<string>();
        using (var server = RollcallProcess.Serve(folder.Path, settings))
        {
            using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
            http.DefaultRequestHeaders.Authorization = QueueServer.Anna;
            (await http.PostAsJsonAsync("/api/admin/status", new JsonObject { ["active"] = true })).EnsureSuccessStatusCode();
            var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var burst = Task.WhenAll(Enumerable.Range(0, 8).Select(async worker =>
            {
                for (var i = 0; i < 24; i++)
                {
                    var call = $"K{worker}{(char)('A' + i)}A";
                    try
                    {
                        using var answer = await http.PostAsJsonAsync("/api/queue/register", new JsonObject { ["callsign"] = call });
                        answer.EnsureSuccessStatusCode();
                    }
                    catch (HttpRequestException)
                    {
                        return;
                    }

                    lock (answered)
                    {
                        answered.Add(call);
                        if (answered.Count == 40)
                            half.SetResult();
                    }
                }
            }));
            await half.Task.WaitAsync(TimeSpan.FromSeconds(30));
            server.KillHard();
            await burst;
        }

        using var again = RollcallProcess.Serve(folder.Path, settings);
        using var client = new HttpClient { BaseAddress = await again.AddressAsync() };
        var list = (await client.GetFromJsonAsync<JsonObject>("/api/queue/list"))!["queue"]!.AsArray();
        var waiting = list.Select(one => (string)one!["callsign"]!).ToHashSet();
        Assert.Subset(waiting, answered.ToHashSet());
        // queue P5: places without holes.
        Assert.Equal(Enumerable.Range(1, list.Count), list.Select(one => (int)one!["position"]!));
    }
}
