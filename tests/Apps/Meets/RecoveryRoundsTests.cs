using Rollcall.Apps.Meets;
using Rollcall.Core.Channels;
using Rollcall.Tests.Support.Meets;
using Xunit;

namespace Rollcall.Tests.Apps.Meets;

/// <summary>Specification 7.6 where it matters what falls into one round: whoever holds something is heard before it is told to drop it.</summary>
public sealed class RecoveryRoundsTests : IDisposable
{
    private const string First = "k3f9x2";

    private readonly LivedMeet before = LivedMeet.With(("Head table", 10), ("Desk 2", 5));
    private readonly HeldItem[] held;
    private readonly GatheredMeet meet;
    private readonly GatheredDesk head;
    private readonly GatheredDesk desk;

    public RecoveryRoundsTests()
    {
        before.Sets(before["Head table"], "meet.name", "\"Open\"");
        before.Sets(before["Desk 2"], "meet.city", "\"Bonn\"");
        held = [.. before.State.Content.Items.Select(item => new HeldItem(item.Key, item.Value, item.Number, item.Priority, item.LocationName, item.AuthorId))];
        Cursor = before.State.Head;
        before.LoseLogAfter(0);
        meet = new(before.State);
        head = meet.Connect(before["Head table"], First);
        desk = meet.Connect(before["Desk 2"], First);
    }

    private long Cursor { get; }

    public void Dispose() => meet.Dispose();

    // meets P12, meets P16
    [Fact]
    public void A_desk_heard_in_the_round_in_which_the_recovery_would_end_is_asked_before_it_ends()
    {
        BeginWithHeadWhoKnowsNothing();
        meet.Round(desk.Pull(First, Cursor), new Tick<MeetCommand>());
        Assert.NotNull(meet.State.Recovering);
        Assert.DoesNotContain("StateRecovered", desk.Told);
        meet.Tick();
        meet.Round(desk.Holds(First, Cursor, held));
        meet.Tick();
        Assert.Null(meet.State.Recovering);
        Assert.Equal(["\"Open\"", "\"Bonn\""], meet.State.Content.Items.Select(item => item.Value!.ToString()));
        Assert.Equal("StateRecovered", desk.Told[^1]);
    }

    [Fact]
    public void A_desk_that_joins_in_the_round_in_which_the_recovery_would_end_is_asked_before_it_ends()
    {
        BeginWithHeadWhoKnowsNothing();
        meet.Round(meet.TakingOver(desk), new Tick<MeetCommand>());
        Assert.NotNull(meet.State.Recovering);
        meet.Tick();
        Assert.Equal(First, (string?)desk.Last("StateRecoveryRequest")["epoch"]);
    }

    [Fact]
    public void A_last_page_in_the_round_of_a_tick_counts_before_the_recovery_ends()
    {
        BeginWithHeadWhoKnowsNothing();
        meet.Round(desk.Pull(First, Cursor));
        meet.Tick();
        meet.Round(desk.Holds(First, Cursor + 3, held), new Tick<MeetCommand>());
        meet.Tick();
        Assert.Equal(Cursor + 3, meet.State.Lineage.Through(First));
    }

    [Fact]
    public void A_desk_whose_pull_names_another_life_than_it_was_asked_about_is_asked_about_that_one()
    {
        meet.Round(desk.Updates(First, Some.Update("meet.state", "\"NW\"", 9, Cursor)));
        meet.Tick();
        meet.Tick();
        Assert.Equal(First, (string?)desk.Last("StateRecoveryRequest")["epoch"]);
        meet.Round(desk.Holds(First, 0), desk.Pull("another", 7));
        meet.Tick();
        Assert.Equal("another", (string?)desk.Last("StateRecoveryRequest")["epoch"]);
        meet.Round(desk.Holds("another", 7, held[0] with { Number = 6 }));
        meet.Tick();
        Assert.Null(meet.State.Recovering);
        Assert.Equal("\"Open\"", meet.State.Content.Items.Single().Value!.ToString());
    }

    [Fact]
    public void The_desk_that_showed_that_the_log_is_lost_is_asked_about_the_life_its_pull_named()
    {
        meet.Round(desk.Pull("another", 7));
        meet.Tick();
        meet.Tick();
        Assert.Equal("another", (string?)desk.Last("StateRecoveryRequest")["epoch"]);
    }

    [Fact]
    public void Who_took_over_a_session_and_has_not_pulled_is_not_told_to_drop_what_nobody_could_ask_for()
    {
        BeginWithHeadWhoKnowsNothing();
        meet.Round(meet.TakingOver(desk));
        meet.Tick();
        meet.Round(desk.Holds(First, 0));
        meet.Tick();
        Assert.Null(meet.State.Recovering);
        Assert.Equal("StateRecovered", head.Told[^1]);
        Assert.DoesNotContain("StateRecovered", desk.Told);
    }

    [Fact]
    public void A_second_pull_is_answered_only_when_the_first_has_been_asked_about()
    {
        BeginWithHeadWhoKnowsNothing();
        meet.Tick();
        Assert.Null(meet.State.Recovering);
        meet.Round(desk.Pull(First, Cursor), desk.Pull(First, Cursor));
        Assert.Equal(["StateRecoveryRequest"], desk.Told);
        meet.Round(desk.Holds(First, Cursor, held));
        Assert.Equal(["StateRecoveryRequest", "ServerPull", "ServerPull"], desk.Told);
        Assert.Equal(["\"Open\"", "\"Bonn\""], meet.State.Content.Items.Select(item => item.Value!.ToString()));
    }

    [Fact]
    public void Whoever_was_given_a_page_of_the_new_life_is_asked_about_that_one_when_it_is_lost_in_turn()
    {
        BeginWithHeadWhoKnowsNothing();
        meet.Tick();
        var second = meet.State.Epoch;
        meet.Round(desk.Pull(First, 0));
        Assert.True((bool)desk.Last("ServerPull")["resync"]!);

        // Head table shows that the end of the second life is gone.
        var far = meet.State.Head + 5;
        meet.Round(head.Pull(second, far));
        meet.Round(head.Holds(second, far, held[0] with { Number = far }));
        meet.Tick();
        meet.Round(head.Holds(second, far, held[0] with { Number = far }));
        meet.Tick();
        Assert.Equal(second, (string?)desk.Last("StateRecoveryRequest")["epoch"]);
    }

    [Fact]
    public void What_a_connection_said_before_another_took_its_place_does_not_take_the_place_back()
    {
        BeginWithHeadWhoKnowsNothing();
        meet.Tick();
        var newer = meet.Connect(before["Head table"], First);
        meet.Round(newer.Pull(meet.State.Epoch, 0), head.Pull(meet.State.Epoch, 0));
        Assert.Equal((4505, false), ((int)head.Last("close")["code"]!, newer.Member.Outbox.IsClosing));
        Assert.Equal(["ServerPull"], newer.Told);
    }

    [Fact]
    public void A_session_that_was_taken_over_is_told_at_once()
    {
        BeginWithHeadWhoKnowsNothing();
        meet.Tick();
        meet.Round(desk.Pull(meet.State.Epoch, 0));
        var newer = meet.Connect(before["Desk 2"], First);
        meet.Round(meet.TakingOver(newer));
        Assert.Equal(4505, (int)desk.Last("close")["code"]!);
        Assert.Equal(["MeetJoined"], newer.Told);
    }

    [Fact]
    public void A_session_that_was_taken_over_on_another_node_is_told_the_same()
    {
        BeginWithHeadWhoKnowsNothing();
        meet.Tick();
        meet.Round(desk.Pull(meet.State.Epoch, 0));
        meet.MissedSecret(auth => auth with
        {
            Sessions = auth.Sessions.SetItem(desk.Seat.SessionId, auth.Sessions[desk.Seat.SessionId] with { Ended = true })
                .SetItem("newer", auth.Sessions[desk.Seat.SessionId] with { Id = "newer" }),
        });
        Assert.Equal((4505, false), ((int)desk.Last("close")["code"]!, desk.Told.Contains("InvalidSession")));
    }

    [Fact]
    public void Who_is_there_is_told_once_to_one_who_begins_to_watch_and_to_the_others_once_a_second()
    {
        BeginWithHeadWhoKnowsNothing();
        meet.Tick();
        var presence = new Watch(Updates: true, Presence: true, Conflicts: false, [], Standings: false);
        meet.Round(head.Pull(meet.State.Epoch, 0, presence));
        meet.Round(desk.Pull(meet.State.Epoch, 0, presence));
        Assert.Equal((1, 1), (Count(head), Count(desk)));
        meet.Now += TimeSpan.FromSeconds(1);
        meet.Tick();
        meet.Tick();
        Assert.Equal((2, 1), (Count(head), Count(desk)));

        static int Count(GatheredDesk one) => one.Told.Count(name => name == "Presence");
    }

    /// <summary>Head table comes back with an empty memory and is asked; nobody else is there, and the next tick would end it.</summary>
    private void BeginWithHeadWhoKnowsNothing()
    {
        meet.Round(head.Pull(First, 0));
        meet.Tick();
        meet.Tick();
        Assert.Equal("StateRecoveryRequest", head.Told[^1]);
        meet.Round(head.Holds(First, 0));
    }
}
