using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollcall.Server.CommandLine.Demo;

namespace Rollcall.Server.CommandLine.Simulate;

/// <summary>Makes what a simulated room needs: accounts, where none were given, and the room itself.</summary>
internal static class RoomScene
{
    private const string Password = "Chalk-and-Ammonia-7";

    /// <summary>Makes them. Throws <see cref="PlayBrokenException"/> where the server does not let us.</summary>
    public static async Task MakeAsync(SimulationScene scene, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = scene.Plan.Server };
        if (scene.Tokens.Count == 0)
        {
            var tokens = new List<string>();
            for (var made = 0; made * scene.Plan.ClientsPerAccount < scene.Plan.Clients; made++)
            {
                var handle = string.Create(CultureInfo.InvariantCulture, $"sim-{scene.Mark}-{made}");
                var account = await AskAsync(http, "/v1/auth/register", null, new()
                {
                    ["user_handle"] = handle, ["password"] = Password, ["device_uuid"] = handle, ["device_type"] = "web", ["device_name"] = handle,
                }, "an account; allow accounts.open_registration and enough accounts.registrations_per_hour, or give --tokens FILE", cancel);
                tokens.Add(account.GetProperty("token").GetString()!);
            }

            scene.Tokens = tokens;
        }

        scene.Place = $"sim-{scene.Mark}";
        await AskAsync(http, "/api/rooms", scene.Tokens[0], new() { ["id"] = scene.Place, ["name"] = "Simulated", ["max_clients"] = Math.Max(2, scene.Plan.Clients * 2) }, "a room", cancel);
    }

    private static async Task<JsonElement> AskAsync(HttpClient http, string path, string? token, JsonObject body, string what, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        return answer.IsSuccessStatusCode ? JsonSerializer.Deserialize<JsonElement>(text) : throw new PlayBrokenException(what, $"{(int)answer.StatusCode} {text}");
    }
}
