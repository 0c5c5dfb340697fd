using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Anything at all, said by somebody at random (P32).</summary>
public class BadInputFuzzTests
{
    private const int Connections = 60, MessagesEach = 15;

    private static readonly string[] Types =
        ["CreateMeet", "JoinMeet", "UpdateInit", "ClientPull", "PublishMeet", "ManageMeet", "SettleConflict", "StateRecoveryResponse", "Ping", "UpdateRelay", "ping"];

    private static readonly string[] Names =
    [
        "sessionToken", "meetId", "password", "locationName", "locations", "priority", "director", "updates", "updateKey", "updateValue", "delete", "localSeqNum", "afterServerSeqNum", "epoch",
        "lastServerSeq", "limit", "watch", "readOnly", "viewToken", "previousSessionToken", "thisLocationName", "restore", "conflictId", "action", "done", "sentAt", "endSessions", "returnEmail", "protocolVersion",
    ];

    // P32
    [Fact]
    public async Task Whatever_is_said_the_server_and_the_others_go_on()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("ROLLCALL_SEED"), CultureInfo.InvariantCulture, out var given) ? given : new Random().Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"ROLLCALL_SEED={seed}");
        var chance = new Random(seed);
        await using var scene = await BadInputScene.StartAsync();
        for (var n = 0; n < Connections; n++)
        {
            // The words a stranger may know, and those of a desk that is in.
            var isIn = n % 2 == 0;
            var client = isIn ? await scene.MemberAsync() : await scene.StrangerAsync();
            var words = new[] { scene.MeetId, scene.Epoch, "Desk 3", isIn ? client.Token : scene.ViewToken, "meet.name", "registration.entries[10007]", "registration.entries[10007].squatKg[0]", "live.platforms[1].clock" };
            for (var i = 0; i < MessagesEach; i++)
            {
                if (chance.Next(6) == 0)
                    client.SayBytes(Bytes(chance), isText: chance.Next(8) != 0);
                else
                    client.SayText(Message(chance, words));
            }

            client.Say("Ping", new() { ["sentAt"] = "the end" });
            await AnsweredAsync(client, scene);
            await client.DisposeAsync();
            if (n % 10 == 9)
                await scene.DemandUndisturbedAsync();
        }

        await scene.DemandUndisturbedAsync();
        Assert.DoesNotContain("conversation_failed", scene.Server.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", scene.Server.Log, StringComparison.Ordinal);
        await scene.Server.RestartAsync();
        Assert.NotEmpty(scene.Server.LogOf(scene.MeetId));
    }

    /// <summary>Either the pong came at last, or the line was closed for a reason that the table knows.</summary>
    private static async Task AnsweredAsync(WireClient client, BadInputScene scene)
    {
        var end = client.HearCloseAsync();
        var pong = client.HearAsync("Pong", one => (string?)one["sentAt"] == "the end");
        await Task.WhenAny(pong, end);
        // The end of the line also ends the wait for the pong.
        if (!pong.IsCompletedSuccessfully)
        {
            Assert.True(await end is 1003 or 1007 or 1008 or 1009 or 4500 or 4505, $"closed with {await end}\n{client}");
            await Assert.ThrowsAnyAsync<Exception>(() => pong);
        }
        else
        {
            client.Cut();
            await end;
        }

        foreach (var secret in new[] { scene.Head.Token, scene.Witness.Token, scene.Elsewhere.Token, MeetFixture.Password + "\"", scene.Server.DataFolder })
            Assert.DoesNotContain(secret, client.ToString().Replace($"\"password\":\"{MeetFixture.Password}\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static byte[] Bytes(Random chance)
    {
        var bytes = new byte[chance.Next(200)];
        chance.NextBytes(bytes);
        // Half of them are text at least.
        return chance.Next(2) == 0 ? bytes : Encoding.ASCII.GetBytes(string.Concat(bytes.Select(one => "{}[]\",:\\u0tfn1e-. "[one % 18])));
    }

    private static string Message(Random chance, string[] words)
    {
        var payload = new JsonObject();
        foreach (var _ in Enumerable.Range(0, chance.Next(9)))
            payload[Names[chance.Next(Names.Length)]] = Value(chance, words, 0);
        if (chance.Next(3) != 0)
            payload["sessionToken"] = words[3];
        var message = new JsonObject { ["type"] = Types[chance.Next(Types.Length)], ["payload"] = payload };
        if (chance.Next(3) == 0)
            message["payload"]!["updates"] = new JsonArray(Value(chance, words, 0), Update(chance, words));
        var text = message.ToJsonString();
        if (chance.Next(5) != 0)
            return text;
        var at = chance.Next(text.Length);
        return chance.Next(2) == 0 ? text[..at] : text[..at] + (char)chance.Next(32, 127) + text[(at + 1)..];
    }

    private static JsonObject Update(Random chance, string[] words) => new()
    {
        ["updateKey"] = words[chance.Next(4, 8)], ["updateValue"] = Value(chance, words, 0), ["localSeqNum"] = chance.Next(1, 30), ["afterServerSeqNum"] = chance.Next(100),
    };

    private static JsonNode? Value(Random chance, string[] words, int depth) => chance.Next(depth > 3 ? 8 : 11) switch
    {
        0 => null,
        1 => chance.Next(2) == 0,
        2 => chance.Next(-2, 40),
        3 => chance.NextDouble() * Math.Pow(10, chance.Next(-20, 20)),
        4 => 9_007_199_254_740_991,
        5 => "\0\u001f\u2028\U0001F3CB" + new string('x', chance.Next(600)),
        6 or 7 => words[chance.Next(words.Length)],
        8 => new JsonArray([.. Enumerable.Range(0, chance.Next(5)).Select(_ => Value(chance, words, depth + 1))]),
        9 => Update(chance, words),
        _ => new JsonObject { [Names[chance.Next(Names.Length)]] = Value(chance, words, depth + 1) },
    };
}
