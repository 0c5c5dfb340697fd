using System.Text.Json.Nodes;
using Rollcall.Apps.Meets;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Queue;
using Rollcall.Tests.Support.Scoring;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>A meet with lifters in it, its director, and whoever looks at it over each of the three ways.</summary>
internal sealed class ShownScene : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> lookers = [];
    private readonly List<StreamClient> streams = [];
    private long local;

    private ShownScene(MeetServer server, WireClient director, JsonObject created) =>
        (Server, Director, MeetId, Epoch, ViewToken) = (server, director, (string)created["meetId"]!, (string)created["epoch"]!, (string)created["viewToken"]!);

    public MeetServer Server { get; }

    public WireClient Director { get; }

    public string MeetId { get; }

    public string Epoch { get; }

    public string ViewToken { get; }

    /// <summary>Starts a server with a meet that holds <paramref name="made"/>, by default the meet of the specification's example.</summary>
    public static async Task<ShownScene> StartAsync(SheetMaker? made = null, Func<MeetSettings, MeetSettings>? meets = null, TimeProvider? time = null)
    {
        var server = await MeetServer.StartAsync(meets, time);
        var director = await WireClient.ConnectAsync(server.Address, "director");
        director.Say("CreateMeet", Create(Locations()));
        var scene = new ShownScene(server, director, await director.HearAsync("MeetCreated"));
        foreach (var part in (made ?? SmallMeet.Make()).Content.Items.OrderBy(item => item.Number).Chunk(100))
            await scene.SetAsync([.. part.Where(item => !item.IsTombstone).Select(item => (item.Key.Text, JsonNode.Parse(item.Value!.ToString())))]);
        return scene;
    }

    /// <summary>The director sets keys; answers the last number.</summary>
    public async Task<long> SetAsync(params (string Key, JsonNode? Value)[] updates)
    {
        if (updates.Length == 0)
            return 0;
        var ack = await Director.AskAsync("UpdateInit", Updates([.. updates.Select(one => Set(one.Key, one.Value, ++local, 1_000_000))]), "UpdateAck");
        return (long)ack["updateAcks"]!.AsArray()[^1]!["serverSeqNum"]!;
    }

    /// <summary>A display that joins with the view token.</summary>
    public async Task<WireClient> LookAsync(Wording wording = Wording.Canonical, params string[] watch)
    {
        var client = await WireClient.ConnectAsync(Server.Address, "display", wording);
        lookers.Add(client);
        var join = new JsonObject { ["meetId"] = MeetId, ["viewToken"] = ViewToken };
        if (watch.Length > 0)
            join["watch"] = new JsonArray([.. watch.Select(one => (JsonNode)one)]);
        client.Say("JoinMeet", join);
        await client.HearAsync("MeetJoined");
        return client;
    }

    /// <summary>An event stream; <paramref name="path"/> below the meet's. What opens it, how soon to come back, is heard already.</summary>
    public async Task<StreamClient> ListenAsync(string path)
    {
        var stream = await StreamClient.ListenAsync(new Uri(Server.Address, $"/api/meets/{MeetId}{path}?viewToken={ViewToken}"));
        streams.Add(stream);
        if ((await stream.HearAsync())?.Retry != "3000")
            throw new InvalidOperationException("the stream does not say how soon to come back");
        return stream;
    }

    /// <summary>The answer to a GET with the view token: status, a space, the body.</summary>
    public Task<string> GetAsync(string path, string? token = null) => Server.GetAsync($"/api/meets/{MeetId}{path}", token ?? ViewToken);

    public async Task<JsonObject> GetJsonAsync(string path) => JsonNode.Parse((await GetAsync(path))[4..])!.AsObject();

    public async ValueTask DisposeAsync()
    {
        streams.ForEach(stream => stream.Dispose());
        foreach (var looker in lookers)
            await looker.DisposeAsync();
        await Director.DisposeAsync();
        await Server.DisposeAsync();
    }
}
