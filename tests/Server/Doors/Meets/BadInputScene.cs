using System.Text.Json.Nodes;
using Rollcall.Apps.Meets;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Two meets in which work goes on while somebody else says what nobody should: a head table and a desk in one, a head table in the other.</summary>
internal sealed class BadInputScene : IAsyncDisposable
{
    /// <summary>What the operator asks for who wants to make a meet, where he does.</summary>
    public const string CreationKey = "the-operators-key";

    private readonly List<WireClient> others = [];
    private long local;

    private BadInputScene(MeetServer server, WireClient head, WireClient witness, WireClient elsewhere, JsonObject created) =>
        (Server, Head, Witness, Elsewhere, MeetId, Epoch, ViewToken) = (server, head, witness, elsewhere, (string)created["meetId"]!, (string)created["epoch"]!, (string)created["viewToken"]!);

    public MeetServer Server { get; }

    /// <summary>The director of the meet.</summary>
    public WireClient Head { get; }

    /// <summary>Another desk of the meet (Desk 2).</summary>
    public WireClient Witness { get; }

    /// <summary>The director of another meet.</summary>
    public WireClient Elsewhere { get; }

    public string MeetId { get; }

    public string Epoch { get; }

    public string ViewToken { get; }

    /// <param name="meets">Changes settings of meets.</param>
    /// <param name="withKey">Whether the operator asks for <see cref="CreationKey"/>.</param>
    public static async Task<BadInputScene> StartAsync(Func<MeetSettings, MeetSettings>? meets = null, bool withKey = false)
    {
        var server = await MeetServer.StartAsync(same => (meets ?? (it => it))(same) with { CreateKey = withKey ? CreationKey : null });
        var (head, created) = await CreateAsync(server, "head");
        var (elsewhere, _) = await CreateAsync(server, "elsewhere");
        var witness = await server.JoinWireAsync((string)created["meetId"]!, "Desk 2");
        return new(server, head, witness, elsewhere, created);
    }

    public static async Task<(WireClient Director, JsonObject Created)> CreateAsync(MeetServer server, string name)
    {
        var director = await WireClient.ConnectAsync(server.Address, name);
        director.Say("CreateMeet", Creation());
        var created = await director.HearAsync("MeetCreated");
        await director.PullAllAsync();
        return (director, created);
    }

    public static JsonObject Creation() =>
        new() { ["thisLocationName"] = "Head table", ["password"] = Password, ["locations"] = Locations(), ["createKey"] = CreationKey };

    /// <summary>Somebody who has not said who he is.</summary>
    public async Task<WireClient> StrangerAsync()
    {
        var stranger = await WireClient.ConnectAsync(Server.Address, "stranger");
        others.Add(stranger);
        return stranger;
    }

    /// <summary>A member of the meet (Desk 3) that is in step.</summary>
    public async Task<WireClient> MemberAsync()
    {
        var member = await Server.JoinWireAsync(MeetId, "Desk 3");
        others.Add(member);
        return member;
    }

    /// <summary>The next update of the head table is the next of them that the other desk hears; the other meet goes on as well.</summary>
    public async Task DemandUndisturbedAsync()
    {
        await Witness.HearTheRestAsync();
        var ack = await Head.AskAsync("UpdateInit", Updates(Set("meet.undisturbed", ++local, local, 1_000_000)), "UpdateAck");
        var relay = await Witness.HearAsync("UpdateRelay", one => (string?)one["updatesRelayed"]![0]!["updateKey"] == "meet.undisturbed");
        Assert.Equal((long)ack["updateAcks"]![0]!["serverSeqNum"]!, (long)relay["updatesRelayed"]![0]!["serverSeqNum"]!);
        Assert.Equal(local, (long)relay["updatesRelayed"]![0]!["updateValue"]!);
        await Elsewhere.AskAsync("UpdateInit", Updates(Set("meet.undisturbed", local, local, 1_000_000)), "UpdateAck");
    }

    /// <summary>What is given back holds no path, no stack trace and no secret of another member.</summary>
    public void DemandHarmless(string said)
    {
        foreach (var secret in new[] { Password, Head.Token, Witness.Token, Elsewhere.Token, Server.DataFolder, "   at ", "Exception", ".cs:", "System.", "Rollcall." })
            Assert.DoesNotContain(secret, said, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in (WireClient[])[Head, Witness, Elsewhere, .. others])
            await one.DisposeAsync();
        await Server.DisposeAsync();
    }
}
