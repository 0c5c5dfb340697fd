using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Words that tests of meets use again and again.</summary>
internal static class MeetFixture
{
    public const string Password = "Chalk-and-Ammonia-7";

    public const string Lot = "registration.entries[10007].lot";

    /// <summary>Head table (priority 10) and Desk 2 (5), as in the specification's examples, and a desk of the same rank as Desk 2.</summary>
    public static JsonArray Locations(int headTable = 10, int desk2 = 5) => new(Location("Head table", headTable), Location("Desk 2", desk2), Location("Desk 3", 5));

    public static JsonObject Location(string name, int priority, bool director = false) =>
        new() { ["locationName"] = name, ["priority"] = priority, ["director"] = director };

    public static JsonObject Entry(long id, int lot = 3, string name = "Al Bo") => new() { ["id"] = id, ["name"] = name, ["lot"] = lot };

    public static Desk DeskAt(this MeetServer server, string name, DeskWeather? weather = null, Wording wording = Wording.Canonical, int pageSize = 500, string[]? watch = null) =>
        new(name, () => server.Address, Password, weather) { Wording = wording, PageSize = pageSize, Watch = watch ?? ["updates"], Haste = 20 };

    /// <summary>A head table that has made a meet.</summary>
    public static async Task<Desk> CreateMeetAsync(this MeetServer server, Desk? by = null, JsonArray? locations = null)
    {
        var desk = by ?? server.DeskAt("Head table");
        await desk.CreateAsync(locations ?? Locations());
        await desk.UntilInStepAsync();
        return desk;
    }

    /// <summary>A desk that has joined and is in step.</summary>
    public static async Task<Desk> JoinMeetAsync(this MeetServer server, Desk to, string name = "Desk 2", DeskWeather? weather = null, Wording wording = Wording.Canonical, string[]? watch = null)
    {
        var desk = server.DeskAt(name, weather, wording, watch: watch);
        await desk.JoinAsync(to.Memory.MeetId);
        await desk.UntilInStepAsync();
        return desk;
    }

    /// <summary>A client that only knows messages, joined and having pulled everything.</summary>
    public static async Task<WireClient> JoinWireAsync(this MeetServer server, string meetId, string location, Wording wording = Wording.Canonical, string[]? watch = null)
    {
        var client = await WireClient.ConnectAsync(server.Address, location, wording);
        client.Say("JoinMeet", Join(meetId, location, watch));
        await client.HearAsync("MeetJoined");
        await client.PullAllAsync();
        return client;
    }

    public static JsonObject Join(string meetId, string location, string[]? watch = null) => new()
    {
        ["meetId"] = meetId, ["locationName"] = location, ["password"] = Password,
        ["watch"] = new JsonArray([.. (watch ?? ["updates"]).Select(one => (JsonNode)one!)]),
    };

    public static JsonObject Create(JsonArray locations, params string[] watch) => new()
    {
        ["thisLocationName"] = (string)locations[0]!["locationName"]!, ["password"] = Password, ["locations"] = locations,
        ["watch"] = new JsonArray([.. watch.DefaultIfEmpty("updates").Select(one => (JsonNode)one!)]),
    };

    public static async Task<JsonObject> PullAllAsync(this WireClient client) =>
        await client.AskAsync("ClientPull", new() { ["lastServerSeq"] = 0 }, "ServerPull");

    public static JsonObject Updates(params JsonObject[] updates) => new() { ["updates"] = new JsonArray([.. updates]) };

    public static JsonObject Batch(string epoch, params JsonObject[] updates) => new() { ["epoch"] = epoch, ["updates"] = new JsonArray([.. updates]) };

    /// <summary>The same JSON, whatever the order of the fields.</summary>
    public static void Expect(string expected, JsonObject actual)
    {
        if (!JsonNode.DeepEquals(JsonNode.Parse(expected), actual))
            Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), actual.ToJsonString());
    }

    /// <summary>Pulls a desk's cable and waits until it has noticed.</summary>
    public static async Task CutAsync(Desk desk)
    {
        desk.Cut();
        await desk.UntilAsync(() => !desk.IsConnected, "being cut off");
    }

    public static JsonObject Set(string key, JsonNode? value, long local, long after) =>
        new() { ["updateKey"] = key, ["updateValue"] = value, ["localSeqNum"] = local, ["afterServerSeqNum"] = after };

    public static JsonObject Delete(string key, long local, long after) =>
        new() { ["updateKey"] = key, ["delete"] = true, ["localSeqNum"] = local, ["afterServerSeqNum"] = after };

    /// <summary>Waits until both have been told the same, and compares all they hold.</summary>
    public static async Task UntilAgreedAsync(params Desk[] desks)
    {
        foreach (var desk in desks)
            await desk.UntilInStepAsync();
        // Numbers that are no updates are told to nobody, so cursors differ although nothing is missing.
        var head = desks.Max(desk => desk.Look(one => one.Memory.Canonical.Items.Values.Select(item => item.Number).DefaultIfEmpty(0).Max()));
        foreach (var desk in desks)
            await desk.UntilAsync(() => desk.Memory.Cursor >= head && desk.IsInStep, $"being told everything up to {head}");
        foreach (var desk in desks)
            Agreement.Demand(desks[0], desk);
    }
}
