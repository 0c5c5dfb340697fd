using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Where the specification's worked examples begin: A (Head table) and B (Desk 2) at cursor 60, entry 10007 with lot 3; 49 items stand.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private readonly MeetServer server;
    private readonly string tokenB;

    private Scene(MeetServer server, WireClient a, WireClient b, JsonObject created, JsonObject joined)
    {
        (this.server, A, B) = (server, a, b);
        (MeetId, Epoch, AuthorA) = ((string)created["meetId"]!, (string)created["epoch"]!, (string)created["authorId"]!);
        (AuthorB, tokenB, ViewToken) = ((string)joined["authorId"]!, (string)joined["sessionToken"]!, (string)joined["viewToken"]!);
    }

    public WireClient A { get; }

    public WireClient B { get; }

    public string MeetId { get; }

    public string Epoch { get; }

    public string AuthorA { get; }

    public string AuthorB { get; }

    public string ViewToken { get; }

    public string TokenB => tokenB;

    public static async Task<Scene> AtSixtyAsync(MeetServer server, int headTable, int desk2)
    {
        var a = await WireClient.ConnectAsync(server.Address, "A");
        a.Say("CreateMeet", Create(Locations(headTable, desk2), "updates", "conflicts"));
        var created = (await a.HearNextAsync("MeetCreated")).Fields;
        await a.PullAllAsync();
        var b = await WireClient.ConnectAsync(server.Address, "B");
        b.Say("JoinMeet", Join((string)created["meetId"]!, "Desk 2"));
        var joined = (await b.HearNextAsync("MeetJoined")).Fields;
        await b.PullAllAsync();

        // 1 Created, 2 and 3 Joined, 4 the lifter, 5 to 60 fields of the meet: 48 different ones, 8 of them twice.
        var updates = new List<JsonObject> { Set("registration.entries[10007]", Entry(10007), 1, 3) };
        updates.AddRange(Enumerable.Range(0, 56).Select(n => Set($"meet.field{n % 48}", n, n + 2, 3)));
        a.Token = (string)created["sessionToken"]!;
        var local = 0;
        foreach (var part in updates.Chunk(20))
        {
            foreach (var update in part)
                update["localSeqNum"] = ++local > 30 ? 1000 + local : local;
            await a.AskAsync("UpdateInit", Batch((string)created["epoch"]!, part), "UpdateAck");
        }

        await b.HearAsync("UpdateRelay", relay => (int)relay["lastServerSeq"]! == 60);
        await b.HearTheRestAsync();
        await a.HearTheRestAsync();
        return new(server, a, b, created, joined);
    }

    /// <summary>B on a new line, knowing its token and nothing more.</summary>
    public async Task<WireClient> BackAsync()
    {
        var back = await WireClient.ConnectAsync(server.Address, "B again");
        back.Token = tokenB;
        return back;
    }

    public async ValueTask DisposeAsync()
    {
        await A.DisposeAsync();
        await B.DisposeAsync();
    }
}
