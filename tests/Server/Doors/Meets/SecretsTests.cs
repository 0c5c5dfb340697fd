using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Rollcall.Core.Sessions;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Passwords and tokens, put wherever they can be put, are found nowhere afterwards (P22).</summary>
public class SecretsTests
{
    private const string Right = "Canary-Right-1", Wrong = "Canary-Wrong-2", Key = "Canary-Key-3", Operator = "Canary-Operator-4", New = "Canary-New-5", Weak = "canaryweak";

    // P22
    [Fact]
    public async Task No_password_and_no_token_is_found_in_logs_metrics_errors_events_or_messages_to_others()
    {
        using var logs = new TemporaryFolder();
        var logFile = Path.Combine(logs.Path, "rollcall.log");
        var settings = new RollcallSettings
        {
            LogLevel = LogThreshold.Trace, Log = new() { File = logFile }, Meets = MeetServer.Roomy with { CreateKey = Key },
            Admin = new() { PasswordHash = PasswordHash.Of(Operator, new(4, 1, 1), RandomNumberGenerator.Create()).ToString() },
        };
        await using var server = await MeetServer.StartAsync(settings);
        await using var head = await WireClient.ConnectAsync(server.Address, "head");
        var creation = BadInputScene.Creation();
        (creation["password"], creation["createKey"]) = (Right, Key);
        head.Say("CreateMeet", creation);
        var created = await head.HearAsync("MeetCreated");
        var (id, view) = ((string)created["meetId"]!, (string)created["viewToken"]!);
        await using var witness = await JoinAsync(server, id, Right);
        await using var desk = await JoinAsync(server, id, Right);
        string[] secrets = [Right, Wrong, Key, Operator, New, Weak, head.Token, desk.Token, witness.Token, view, Hidden(head.Token), Hidden(desk.Token), Hidden(witness.Token)];

        await using var stranger = await WireClient.ConnectAsync(server.Address, "stranger");
        await SpreadAsync(stranger, id, [Wrong, Key, New, desk.Token[..^4] + "AAAA"], creation);
        foreach (var secret in new[] { Right, head.Token })
        {
            desk.SayText($"{{\"type\":\"{secret}\"}}");
            desk.SayText($"{{\"{secret}\":\"{secret}\"");
            await desk.AskAsync("UpdateInit", Updates(Set(secret, secret, 1, 0)), "UpdateRejected");
        }

        await head.AskAsync("ManageMeet", new() { ["password"] = Weak }, "RequestRejected");
        await head.AskAsync("ManageMeet", new() { ["password"] = New, ["endSessions"] = new JsonArray("Desk 3") }, "MeetManaged");
        await head.AskAsync("UpdateInit", Updates(Set("meet.name", "Spring Open", 1, 0)), "UpdateAck");
        var bodies = await AskEverywhereAsync(server, id, [Right, Wrong, Key, Operator, head.Token, desk.Token, view]);
        var figures = await server.GetAsync("/metrics");
        Assert.StartsWith("200", figures, StringComparison.Ordinal);
        var heard = string.Concat((await witness.HearTheRestAsync()).Select(said => said.Fields.ToJsonString()));
        Assert.Contains("Spring Open", heard, StringComparison.Ordinal);
        await server.StopAsync();

        var auth = await File.ReadAllTextAsync(Path.Combine(server.FolderOf(id), "auth.json"));
        string[] hashes = [.. Texts(JsonNode.Parse(auth)!).Where(text => text.Length >= 20), .. secrets.SelectMany(Hashes)];
        Assert.Contains(hashes, hash => hash.StartsWith("scrypt", StringComparison.Ordinal));
        var log = server.Log + string.Concat(Directory.GetFiles(logs.Path).Select(File.ReadAllText));
        Assert.Contains("login_failed", log, StringComparison.Ordinal);
        var events = string.Concat(Directory.GetFiles(server.FolderOf(id), "updates*.log").Select(File.ReadAllText));
        foreach (var (where, text) in new[] { ("the log", log), ("metrics", figures), ("error bodies", bodies), ("messages to another member", heard), ("events", events) })
        {
            foreach (var secret in (string[])[.. secrets, .. hashes])
                Assert.False(text.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{where}: {secret} in {Around(text, secret)}");
        }

        // The passwords are not beside the events either, only what was made of them.
        Assert.DoesNotContain("Canary", auth, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Hidden(head.Token), auth, StringComparison.Ordinal);
    }

    private static async Task SpreadAsync(WireClient stranger, string id, IEnumerable<string> secrets, JsonObject creation)
    {
        foreach (var secret in secrets)
        {
            stranger.SayText($"{{\"type\":\"{secret}\"}}");
            stranger.SayText(secret);
            stranger.SayText($"{{\"type\":\"ClientPull\",\"payload\":{{\"sessionToken\":\"{secret}\",\"lastServerSeq\":\"{secret}\"}}}}");
            stranger.Say("ClientPull", new() { ["sessionToken"] = secret, ["lastServerSeq"] = 0 });
            foreach (var field in new[] { "meetId", "password", "locationName", "viewToken", "previousSessionToken" })
            {
                var join = Join(id, "Desk 2");
                join["password"] = Wrong;
                join[field] = secret;
                stranger.Say("JoinMeet", join);
            }

            foreach (var field in new[] { "createKey", "thisLocationName" })
            {
                var one = creation.DeepClone().AsObject();
                one["password"] = Weak;
                one[field] = secret;
                one["restore"] = new JsonObject { ["meetId"] = id, ["epoch"] = "a", ["sessionToken"] = secret };
                stranger.Say("CreateMeet", one);
            }
        }

        await stranger.HearTheRestAsync();
    }

    /// <summary>All bodies of answers other than 200.</summary>
    private static async Task<string> AskEverywhereAsync(MeetServer server, string id, IEnumerable<string> secrets)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        var bodies = new StringBuilder();
        foreach (var secret in secrets)
        {
            var inPath = Uri.EscapeDataString(secret);
            foreach (var path in new[] { $"/api/meets/{id}", $"/api/meets/{id}/opl.csv", $"/api/meets/{inPath}", $"/{inPath}", "/ws", "/admin/status", "/metrics", "/health", "/api/nothing" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}?viewToken={inPath}&password={inPath}&sessionToken={inPath}");
                request.Headers.TryAddWithoutValidation("Cookie", $"session={secret}");
                request.Headers.TryAddWithoutValidation("Origin", $"https://{secret}.example");
                request.Headers.TryAddWithoutValidation("X-Request-Id", secret);
                request.Headers.TryAddWithoutValidation("If-None-Match", $"\"{secret}\"");
                request.Headers.Authorization = path.StartsWith("/admin", StringComparison.Ordinal)
                    ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"operator:{secret}")))
                    : new AuthenticationHeaderValue("Bearer", secret);
                using var answer = await http.SendAsync(request);
                if (!answer.IsSuccessStatusCode)
                    bodies.Append(await answer.Content.ReadAsStringAsync()).Append(answer.Headers);
            }
        }

        return bodies.ToString();
    }

    private static async Task<WireClient> JoinAsync(MeetServer server, string id, string password)
    {
        var client = await WireClient.ConnectAsync(server.Address, "desk");
        var join = Join(id, "Desk 2");
        join["password"] = password;
        client.Say("JoinMeet", join);
        await client.HearAsync("MeetJoined");
        return client;
    }

    /// <summary>The random part of a token is inside what is sealed; its seal alone tells it from all others.</summary>
    private static string Hidden(string token) => token.Split('.')[2];

    private static IEnumerable<string> Hashes(string secret)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        return [Convert.ToHexString(hash), Convert.ToBase64String(hash).TrimEnd('='), Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=')];
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Texts(field.Value).Prepend(field.Key)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) && !text.StartsWith("20", StringComparison.Ordinal) => [text],
        _ => [],
    };

    private static string Around(string text, string secret)
    {
        var at = text.IndexOf(secret, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 200)];
    }
}
