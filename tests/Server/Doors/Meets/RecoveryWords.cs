using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Words that tests of lost and recovered state use.</summary>
internal static class RecoveryWords
{
    /// <summary>A connection that came back with its cursor and was told to wait.</summary>
    public static async Task<WireClient> AskAgainAsync(MeetServer server, string token, string epoch, long cursor)
    {
        var client = await WireClient.ConnectAsync(server.Address);
        client.Token = token;
        var wait = await client.AskAsync("ClientPull", new() { ["epoch"] = epoch, ["lastServerSeq"] = cursor }, "RequestRejected");
        Assert.Equal("RECOVERING", (string)wait["code"]!);
        await client.EchoAsync();
        return client;
    }

    public static JsonObject Restore(Desk desk) => new() { ["meetId"] = desk.Memory.MeetId, ["epoch"] = desk.Memory.Epoch, ["sessionToken"] = desk.Memory.Token };

    public static async Task<List<JsonObject>> HeldByAsync(WireClient client) =>
        [.. (await client.PullAllAsync())["updatesRelayed"]!.AsArray().Select(one => one!.DeepClone().AsObject())];

    public static JsonObject Page(string epoch, long cursor, IEnumerable<JsonObject> items) => new()
    {
        ["epoch"] = epoch, ["lastServerSeq"] = cursor, ["updates"] = new JsonArray([.. items.Select(item => item.DeepClone())]), ["done"] = true,
    };

    public static long Number(JsonObject item) => (long)item["serverSeqNum"]!;

    public static string Values(List<JsonObject> items) =>
        string.Join("\n", items.Select(item => $"{item["updateKey"]} {item["updateValue"]?.ToJsonString()} {item["locationName"]} {item["authorId"]}").Order(StringComparer.Ordinal));

    public static string Contents(Desk desk) => desk.Look(at => string.Join("\n", at.Memory.Canonical.Items.Values
        .Select(item => $"{item.Key} {item.Deleted} {item.Value?.ToJsonString()} {item.AuthorId}").Order(StringComparer.Ordinal)));

    public static async Task FillAsync(Desk head, Desk desk)
    {
        head.Set("meet.name", "Spring Open");
        head.Set("registration.entries[10001]", Entry(10001));
        head.Set("registration.entries[10002]", Entry(10002));
        await UntilAgreedAsync(head, desk);
        desk.Set("registration.entries[10001].squatKg[1]", 180);
        head.Delete("registration.entries[10002]");
        desk.Set("registration.entries[10001].lot", 4);
        head.Set("lifting.platforms[1].flight", "A");
        await UntilAgreedAsync(head, desk);
    }

    /// <summary>Takes the last lines of a log away, as a disk might.</summary>
    public static void CutOffLines(string folder, int count)
    {
        var file = Path.Combine(folder, "updates.log");
        var lines = File.ReadAllLines(file);
        File.WriteAllText(file, string.Concat(lines[..^count].Select(line => line + "\n")));
        foreach (var snapshot in Directory.GetFiles(folder, "snapshot*"))
            File.Delete(snapshot);
    }
}
