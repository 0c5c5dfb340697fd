using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>What desks answer when a server asks them for what it lost, and what the others may do meanwhile.</summary>
public class RecoveryAnswersTests
{
    [Theory]
    [InlineData("meet", 12)]
    [InlineData("versions.stateVersion", 12)]
    [InlineData("meet.city", 41)]
    [InlineData("meet.city", 10)]
    [InlineData("meet.city", 4)]
    [InlineData("meet.lengthDays", 12)]
    public async Task A_page_that_breaks_a_rule_ends_the_turn_and_nothing_of_it_counts(string key, long number)
    {
        await using var two = await TwoBackAsync();
        await two.Stage.AskedAsync(two.A);

        two.A.SayAs("StateRecoveryResponse", RecoveryStage.Held(two.Epoch, 40, RecoveryStage.Item("meet.name", "Autumn Open", 11), RecoveryStage.Item(key, "Ulm", number)));

        await two.AssertOnlyTheSecondCountsAsync();
    }

    [Fact]
    public async Task A_desk_whose_second_page_breaks_a_rule_has_given_nothing()
    {
        await using var two = await TwoBackAsync();
        await two.Stage.AskedAsync(two.A);

        var first = RecoveryStage.Held(two.Epoch, 40, RecoveryStage.Item("meet.name", "Autumn Open", 11));
        first["done"] = false;
        two.A.SayAs("StateRecoveryResponse", first);
        two.A.SayAs("StateRecoveryResponse", RecoveryStage.Held(two.Epoch, 40, RecoveryStage.Item("meet.city", "Ulm", 10)));

        await two.AssertOnlyTheSecondCountsAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_desk_that_does_not_answer_to_the_end_holds_nobody_up_and_has_given_nothing(bool begins)
    {
        await using var two = await TwoBackAsync(answerS: 60);
        await two.Stage.AskedAsync(two.A);

        if (begins)
        {
            var first = RecoveryStage.Held(two.Epoch, 40, RecoveryStage.Item("meet.name", "Autumn Open", 11));
            first["done"] = false;
            two.A.SayAs("StateRecoveryResponse", first);
            await two.A.HearTheRestAsync();
        }

        await two.AssertOnlyTheSecondCountsAsync();
    }

    [Fact]
    public async Task A_desk_that_leaves_in_its_turn_holds_nobody_up()
    {
        await using var two = await TwoBackAsync();
        await two.Stage.AskedAsync(two.A);

        two.A.Cut();

        await two.AssertOnlyTheSecondCountsAsync(hears: [two.B]);
    }

    // P21
    [Fact]
    public async Task No_answer_can_raise_a_priority_above_the_listed_one_or_that_of_the_desk_that_answers()
    {
        await using var two = await TwoBackAsync();
        await two.Stage.AskedAsync(two.A);
        two.A.SayAs("StateRecoveryResponse", RecoveryStage.Held(two.Epoch, 0));
        await two.Stage.AskedAsync(two.B);

        two.B.SayAs("StateRecoveryResponse", RecoveryStage.Held(two.Epoch, 20,
            RecoveryStage.Item("meet.a", 1, 11, "Desk 2", 1000), RecoveryStage.Item("meet.b", 1, 12, "Nobody's", 1000),
            RecoveryStage.Item("meet.c", 1, 13, "Nobody's", 3), RecoveryStage.Item("meet.d", 1, 14, "Head table", 1)));

        await two.Stage.PassTimeAsync(two.B.HearAsync("StateRecovered"));
        var page = await two.B.PullAllAsync();
        Assert.Equal([5, 5, 3, 10], page["updatesRelayed"]!.AsArray().Select(item => (int)item!["priority"]!));
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_is_refused_and_changes_nothing()
    {
        await using var two = await TwoBackAsync();
        var page = RecoveryStage.Held(two.Epoch, 20, RecoveryStage.Item("meet.name", "Autumn Open", 11));
        await two.Stage.AskedAsync(two.A);
        // It is A's turn.
        Assert.Equal("NOT_ASKED", (string?)(await two.B.AskAsync("StateRecoveryResponse", page, "RequestRejected"))["code"]);
        two.A.SayAs("StateRecoveryResponse", RecoveryStage.Held(two.Epoch, 0));

        await two.AssertOnlyTheSecondCountsAsync();
        Assert.Equal("NOT_ASKED", (string?)(await two.A.AskAsync("StateRecoveryResponse", page, "RequestRejected"))["code"]);
    }

    [Fact]
    public async Task During_a_recovery_nothing_is_shown_or_changed_and_joins_go_on()
    {
        await using var two = await TwoBackAsync();
        await two.Stage.AskedAsync(two.A);

        var no = await two.B.AskAsync("UpdateInit", Updates(Set("meet.name", "Autumn Open", 1, 0)), "RequestRejected");
        await using var c = await WireClient.ConnectAsync(two.Stage.Server.Address, "C");
        c.Say("JoinMeet", Join(two.MeetId, "Desk 3"));
        var joined = await c.HearAsync("MeetJoined");
        var wait = await c.AskAsync("ClientPull", new() { ["lastServerSeq"] = 0 }, "RequestRejected");

        Assert.Equal(("UpdateInit", "RECOVERING"), ((string)no["request"]!, (string)no["code"]!));
        Assert.True((int?)no["retryAfterMs"] > 0);
        Assert.Equal("RECOVERING", (string?)wait["code"]);
        foreach (var token in (string[])[c.Token, (string)joined["viewToken"]!])
        {
            var got = await two.Stage.Server.GetAsync($"/api/meets/{two.MeetId}", token);
            Assert.StartsWith("503", got, StringComparison.Ordinal);
            Assert.Contains("\"recovering\"", got, StringComparison.Ordinal);
        }

        two.A.SayAs("StateRecoveryResponse", RecoveryStage.Held(two.Epoch, 0));
        await two.Stage.AskedAsync(two.B);
        two.B.SayAs("StateRecoveryResponse", RecoveryStage.Held(two.Epoch, 20, RecoveryStage.Item("meet.name", "Spring Open", 4)));
        // The newcomer holds nothing of the old life, but it is asked.
        await two.Stage.AskedAsync(c);
        c.SayAs("StateRecoveryResponse", RecoveryStage.Held(two.Epoch, 20));
        await two.Stage.PassTimeAsync(c.HearAsync("StateRecovered"));
        Assert.Single((await c.PullAllAsync())["updatesRelayed"]!.AsArray());
    }

    [Fact]
    public async Task A_restart_in_the_middle_of_a_recovery_goes_on_from_what_was_given_already()
    {
        await using var two = await TwoBackAsync();
        await two.Stage.AskedAsync(two.A);
        two.A.SayAs("StateRecoveryResponse", RecoveryStage.Held(two.Epoch, 20, RecoveryStage.Item("meet.name", "Spring Open", 4), RecoveryStage.Item("meet.city", "Ulm", 20)));
        await two.Stage.AskedAsync(two.B);
        await two.Stage.Server.RestartAsync();

        await using var b = await two.Stage.BackAsync("B once more", two.B.Token, two.Epoch, 30);
        Assert.Equal(20, await two.Stage.AskedAsync(b));
        b.SayAs("StateRecoveryResponse", RecoveryStage.Held(two.Epoch, 30, RecoveryStage.Item("meet.city", "Bonn", 25)));
        var recovered = await two.Stage.PassTimeAsync(b.HearAsync("StateRecovered"));

        Assert.Equal((two.Epoch, 30, 3), ((string)recovered["previousEpoch"]!, (int)recovered["recoveredThroughSeq"]!, (int)recovered["updatesRecovered"]!));
        Assert.Single(two.Stage.Server.LogOf(two.MeetId), line => (string)line["type"]! == "EpochBegan");
    }

    /// <summary>A (priority 10) and B (5) have come back to a meet whose log is gone.</summary>
    private static async Task<Two> TwoBackAsync(int answerS = 1_000_000)
    {
        var stage = await RecoveryStage.StartAsync(answerS);
        await using var a = await WireClient.ConnectAsync(stage.Server.Address, "A");
        a.Say("CreateMeet", Create(Locations()));
        var created = await a.HearAsync("MeetCreated");
        var (id, epoch) = ((string)created["meetId"]!, (string)created["epoch"]!);
        await using var b = await stage.Server.JoinWireAsync(id, "Desk 2");
        await stage.Server.RestartAsync(() => stage.Server.LoseLog(id));
        return new(stage, await stage.BackAsync("A again", a.Token, epoch, 40), await stage.BackAsync("B again", b.Token, epoch, 20), id, epoch);
    }

    private sealed record Two(RecoveryStage Stage, WireClient A, WireClient B, string MeetId, string Epoch) : IAsyncDisposable
    {
        /// <summary>B is asked as if A had not been, and what it holds is all there is.</summary>
        public async Task AssertOnlyTheSecondCountsAsync(WireClient[]? hears = null)
        {
            Assert.Equal(0, await Stage.AskedAsync(B));
            B.SayAs("StateRecoveryResponse", RecoveryStage.Held(Epoch, 20, RecoveryStage.Item("meet.name", "Spring Open", 4)));
            foreach (var client in hears ?? [A, B])
            {
                var recovered = await Stage.PassTimeAsync(client.HearAsync("StateRecovered"));
                Assert.Equal((20, 1), ((int)recovered["recoveredThroughSeq"]!, (int)recovered["updatesRecovered"]!));
            }

            var item = Assert.Single((await B.PullAllAsync())["updatesRelayed"]!.AsArray());
            Assert.Equal("Spring Open", (string?)item!["updateValue"]);
        }

        public async ValueTask DisposeAsync()
        {
            await A.DisposeAsync();
            await B.DisposeAsync();
            await Stage.DisposeAsync();
        }
    }
}
