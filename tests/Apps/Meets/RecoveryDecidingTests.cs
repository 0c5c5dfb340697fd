using System.Collections.Immutable;
using Rollcall.Apps.Meets;
using Rollcall.Core.Channels;
using Rollcall.Tests.Support.Meets;
using Xunit;

namespace Rollcall.Tests.Apps.Meets;

/// <summary>Specification 7.6, as far as it is decided and not talked about.</summary>
public class RecoveryDecidingTests
{
    private const string Lifter = "registration.entries[10007]";
    private const string Lot = Lifter + ".lot";

    private readonly LivedMeet meet = LivedMeet.With(("Head table", 10), ("Desk 2", 5));
    private readonly Seat head;
    private readonly Seat desk;

    public RecoveryDecidingTests()
    {
        (head, desk) = (meet["Head table"], meet["Desk 2"]);
        meet.Sets(head, Lifter, Some.Entry);
        meet.Sets(head, "meet.name", "\"Open\"");
        meet.Sets(desk, Lot, "7");
        meet.Sets(head, Lifter + ".team", "\"Iron\"");
    }

    [Fact]
    public void P15_with_the_log_gone_what_a_desk_held_is_the_content_again_under_new_numbers()
    {
        var before = StandingIn(meet.State);
        var held = Held(meet.State);
        meet.LoseLogAfter(0);
        Begin();
        Assert.Equal((2, "k3f9x2", "m81qz0"), (meet.State.Lineage.Lives.Length, meet.State.Lineage.Lives[0].Epoch, meet.State.Epoch));
        Assert.Equal(new MeetAnswer.Rejected("RECOVERING", "The meet's state is being recovered from its desks.", 1_000), Ask(head));

        TakeBack(held, through: 7);
        meet.Ask(new MeetCommand.EndRecovery(7, 0));

        Assert.Equal(before, StandingIn(meet.State));
        Assert.Equal(7, meet.State.Lineage.Lives[0].ThroughSeq);
        Assert.Equal((2, 6), (meet.State.Content.Items.First().Number, meet.State.Head));
        Assert.Equal(4, Assert.IsType<MeetEvent.Recovered>(meet.Events.Single()).Count);
        Assert.Equal(StateText.Of(meet.State), StateText.Of(meet.Replayed()));
    }

    [Fact]
    public void P15_with_the_end_of_the_log_gone_what_is_left_keeps_its_numbers_and_they_count_in_both_epochs()
    {
        var held = Held(meet.State);
        meet.LoseLogAfter(4);
        Begin();
        TakeBack([.. held.Where(item => item.Number > 4)], through: 7);
        meet.Ask(new MeetCommand.EndRecovery(7, 0));

        Assert.Equal([(4, null), (6, 5), (7, 6), (8, 7)], meet.State.Content.Items.Select(item => (item.Number, item.Origin?.Seq)));
        // What is left was seen by whoever had seen 4, in the old life and in the new one.
        Assert.Null(meet.Says(desk, Lifter + ".name", "\"Al\"", seen: 4, epoch: "k3f9x2").Refusal);
        Assert.Null(meet.Says(desk, Lifter + ".squatKg[0]", "1", seen: 4).Refusal);
        Assert.Equal("CONFLICT", meet.Says(desk, Lifter + ".squatKg[1]", "2", seen: 3).Code);
        Assert.Null(meet.Says(desk, "meet.name", "\"Closed\"", seen: 5, epoch: "k3f9x2").Refusal);
    }

    [Fact]
    public void P16_with_desks_holding_different_prefixes_the_longest_comes_back_and_the_first_asked_stands()
    {
        var all = Held(meet.State);
        meet.LoseLogAfter(0);
        Begin();
        TakeBack([.. all.Where(item => item.Number <= 5)], through: 5);
        // The second one says otherwise of what the first one held: that is not looked at.
        TakeBack([.. all.Select(item => item.Number == 5 ? item with { Value = Some.Value("\"Other\"") } : item)], through: 7);
        meet.Ask(new MeetCommand.EndRecovery(7, 0));
        Assert.Equal(("\"Open\"", "7", "\"Iron\""), (meet.At("meet.name"), meet.At(Lot), meet.At(Lifter + ".team")));
        Assert.Equal(4, meet.State.Content.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    public void P16_a_pending_update_made_before_the_loss_is_judged_against_what_its_author_had_seen(int kept)
    {
        var held = Held(meet.State);
        meet.LoseLogAfter(kept);
        Begin();
        TakeBack([.. held.Where(item => item.Number > kept)], through: 7);
        meet.Ask(new MeetCommand.EndRecovery(7, 0));

        // Lot was set at 6 by the desk, team at 7 by the head table.
        Assert.Equal("CONFLICT", meet.Says(desk, Lifter + ".team", "\"Steel\"", seen: 6, epoch: "k3f9x2").Code);
        Assert.Null(meet.Says(head, Lot, "8", seen: 6, epoch: "k3f9x2").Refusal);
        Assert.DoesNotContain(meet.Open, one => one.Key.Text == Lot);
        Assert.Null(meet.Says(desk, Lifter + ".team", "\"Steel\"", seen: 7, epoch: "k3f9x2").Refusal);
    }

    [Fact]
    public void What_is_new_since_the_loss_is_unseen_at_any_number_of_the_old_life()
    {
        meet.LoseLogAfter(4);
        Begin();
        meet.Ask(new MeetCommand.EndRecovery(4, 0));
        meet.Sets(head, "meet.city", "\"Seattle\"");
        Assert.Equal("CONFLICT", meet.Says(desk, "meet.city", "\"Tacoma\"", seen: 100, epoch: "k3f9x2").Code);
    }

    [Fact]
    public void P21_an_item_counts_with_the_listed_priority_and_an_unlisted_one_with_no_more_than_that_of_the_desk_that_answers()
    {
        meet.LoseLogAfter(0);
        Begin();
        TakeBack(
            [
                new(Some.Key("meet.name"), Some.Value("\"a\""), 3, 900, "desk 2", "x"),
                new(Some.Key("meet.city"), Some.Value("\"b\""), 4, 900, "Gone", "x"),
                new(Some.Key("meet.state"), Some.Value("\"c\""), 5, 2, "Gone", "x"),
            ],
            through: 5, priority: 10);
        Assert.Equal([5, 10, 2], meet.State.Content.Items.Select(item => item.Priority));
    }

    [Fact]
    public void P14_after_a_loss_blocks_lie_1000_above_the_highest_known_and_are_never_handed_out_twice()
    {
        var handedOut = new List<long> { head.Block!.Value, desk.Block!.Value };
        Assert.Equal([1, 2], handedOut);
        for (var loss = 0; loss < 3; loss++)
        {
            meet.LoseLogAfter(loss == 1 ? 3 : 0);
            Begin($"e{loss}");
            meet.Ask(new MeetCommand.EndRecovery(0, HighestBlock: 1));
            handedOut.Add(meet.Join("Desk 2").Block!.Value);
            handedOut.Add(meet.Join("Desk 2").Block!.Value);
        }

        Assert.Equal([1, 2, 1002, 1003, 2003, 2004, 3004, 3005], handedOut);
    }

    [Fact]
    public void P14_tokens_and_ids_in_the_content_count_as_handed_out()
    {
        meet.LoseLogAfter(0);
        meet.Ask(new MeetCommand.BeginRecovery("m81qz0", "k3f9x2", HighestBlock: 40));
        Assert.Equal(1040, meet.State.NextBlock);
        TakeBack([new(Some.Key("registration.entries[20000007]"), Some.Value("""{"id":20000007}"""), 3, 1, "Desk 2", "x")], through: 3);
        meet.Ask(new MeetCommand.EndRecovery(3, HighestBlock: 41));
        Assert.Equal(3000, meet.State.NextBlock);
        Assert.Equal(3000, meet.Join("Desk 2").Block);
    }

    [Fact]
    public void A_join_finds_the_log_lost_and_begins_the_next_life()
    {
        meet.LoseLogAfter(0);
        var seat = meet.Join("Desk 2");
        Assert.Equal(1002, seat.Block);
        Assert.Equal(("m81qz0", "k3f9x2"), (meet.State.Epoch, meet.State.Recovering!.Previous));
        Assert.Equal("m81qz0", meet.State.Auth!.Epoch);
    }

    [Fact]
    public void P17_a_director_restores_a_meet_of_which_everything_is_gone_under_its_id_and_far_above_its_blocks()
    {
        var restored = new LivedMeetOfNothing();
        var admitted = restored.Restore(highestBlock: 1, proven: true);
        Assert.Equal(new MeetAnswer.Admitted("author-1", MeetRole.Director, "Head table", 1001, Created: true), admitted);
        Assert.Equal((2, "k3f9x2", null), (restored.State.Head, restored.State.Recovering!.Previous, restored.State.Recovering.OnlyAuthor));
        Assert.Equal(new MeetAnswer.Rejected("MEET_EXISTS", "This meet exists; join it."), restored.Restore(1, true));
        Assert.Equal("author-1", new LivedMeetOfNothing().RestoreState(proven: false).Recovering!.OnlyAuthor);
    }

    [Fact]
    public void With_only_the_passwords_gone_a_restore_makes_them_anew_and_epoch_and_content_stay()
    {
        var content = StandingIn(meet.State);
        meet.GoOnFrom(meet.State with { Auth = null });
        Assert.Equal("MEET_LOST", ((MeetAnswer.Rejected)meet.Ask(Join("s-9"))).Code);
        var answer = (MeetAnswer.Admitted)meet.Ask(new MeetCommand.Restore("m81qz0", "zzz", 1, Proven: true, Some.Auth([("Head table", 10)]), new("s-9", "author-9", "Head table", Writes: true, meet.Now)));
        Assert.Equal((3, "k3f9x2", null), (answer.Block, meet.State.Epoch, meet.State.Recovering));
        Assert.Equal(content, StandingIn(meet.State));
    }

    [Fact]
    public void A_late_answer_replaces_what_is_older_and_meets_newer_work_of_others_by_priority()
    {
        var held = Held(meet.State);
        meet.LoseLogAfter(4);
        Begin();
        meet.Ask(new MeetCommand.EndRecovery(4, 0));
        var since = meet.Sets(head, Lot, "1");
        var events = meet.Ask(new MeetCommand.TakeLate("k3f9x2", [.. held.Where(item => item.Number > 4)], 7, 10, 0));
        Assert.Equal(MeetAnswer.Noted.Well, events);
        Assert.Equal(("1", "\"Iron\""), (meet.At(Lot), meet.At(Lifter + ".team")));
        Assert.Equal([(Lot, since.Number)], meet.Open.Select(one => (one.Key.Text, one.Standing.Number)));
        Assert.Equal(7, meet.State.Lineage.Lives[0].ThroughSeq);
        Assert.Equal(new Position("k3f9x2", 7), meet.State.Content.At(Some.Key(Lifter + ".team"))!.Origin);
        // A second desk that held the same has nothing to add.
        var head7 = meet.State.Head;
        meet.Ask(new MeetCommand.TakeLate("k3f9x2", [.. held], 7, 10, 0));
        Assert.Equal(head7, meet.State.Head);
    }

    // meets P13
    [Fact]
    public void A_late_deletion_of_a_lifter_this_life_never_heard_of_stands_and_refuses_nobody()
    {
        meet.LoseLogAfter(0);
        Begin();
        meet.Ask(new MeetCommand.EndRecovery(0, 0));
        meet.Ask(new MeetCommand.TakeLate("k3f9x2", [new(Some.Key(Lifter), null, 9, 10, "Head table", head.AuthorId)], 9, 10, 0));
        Assert.Equal(["Updated", "Recovered"], meet.Events.Select(one => one.GetType().Name));
        Assert.True(meet.State.Content.At(Some.Key(Lifter))!.IsTombstone);
        Assert.Empty(meet.State.Conflicts);
        // An edit made before the desk had heard of the deletion loses against it, as it would have before the loss.
        Assert.Equal("CONFLICT", meet.Says(desk, Lot, "8", seen: 8, epoch: "k3f9x2").Code);
        // Said again by another desk it changes nothing.
        var last = meet.State.Head;
        meet.Ask(new MeetCommand.TakeLate("k3f9x2", [new(Some.Key(Lifter), null, 9, 10, "Head table", head.AuthorId)], 9, 10, 0));
        Assert.Equal(last, meet.State.Head);
    }

    [Fact]
    public void A_late_answer_does_not_turn_back_what_its_author_has_said_since()
    {
        // The desk's lot 7 was acknowledged by the life that was lost, but the answer never came; it sends it again and goes on.
        var held = Held(meet.State);
        meet.LoseLogAfter(4);
        Begin();
        meet.Ask(new MeetCommand.EndRecovery(4, 0));
        meet.Says(desk, Lot, "7", seen: 4, epoch: "k3f9x2", local: 1);
        meet.Says(desk, Lot, "8", local: 2);
        // Another one that had heard of it comes back late.
        meet.Ask(new MeetCommand.TakeLate("k3f9x2", [.. held.Where(item => item.Number > 4)], 7, 10, 0));
        Assert.Equal("8", meet.At(Lot));
        Assert.Equal([new Lost(Some.Key(Lot), Some.Value("7"), "Desk 2", 5)], Assert.Single(meet.Open).Lost);
    }

    [Fact]
    public void A_deletion_that_came_back_without_what_it_deleted_refuses_an_edit_and_keeps_it()
    {
        meet.LoseLogAfter(0);
        Begin();
        TakeBack([new(Some.Key(Lifter), null, 9, 5, "Desk 2", desk.AuthorId)], through: 9);
        meet.Ask(new MeetCommand.EndRecovery(9, 0));
        Assert.Equal("CONFLICT", meet.Says(head, Lot, "4", seen: 8, epoch: "k3f9x2").Code);
        var conflict = Assert.Single(meet.Open);
        Assert.Equal("NO_SUCH_ENTRY", ((MeetAnswer.Rejected)meet.Ask(new MeetCommand.Settle(head.SessionId, conflict.ConflictId, Apply: true))).Code);
        Assert.Single(meet.Open);
        // Made anew, the lifter can take it.
        meet.Sets(head, Lifter, """{"id":10007}""");
        Assert.IsType<MeetAnswer.Settled>(meet.Ask(new MeetCommand.Settle(head.SessionId, conflict.ConflictId, Apply: true)));
        Assert.Equal("4", meet.At(Lot));
    }

    [Fact]
    public void A_deletion_that_comes_back_over_what_was_left_of_the_log_remembers_what_was_there()
    {
        meet.Deletes(desk, Lifter);
        meet.LoseLogAfter(7);
        Begin();
        TakeBack([new(Some.Key(Lifter), null, 8, 5, "Desk 2", desk.AuthorId)], through: 8);
        meet.Ask(new MeetCommand.EndRecovery(8, 0));
        Assert.Null(meet.Says(head, Lot, "4", seen: 7, epoch: "k3f9x2").Refusal);
        Assert.Equal("\"Iron\"", meet.At(Lifter + ".team"));
    }

    private MeetAnswer Ask(Seat seat) => meet.Ask(new MeetCommand.Update(seat.SessionId, meet.State.Epoch, [Some.Update("meet.name", "\"x\"", 99, 0)]));

    private MeetCommand.Join Join(string session) => new(new(session, "author-9", "Desk 2", Writes: true, meet.Now), "m81qz0", null, null, 500);

    private void Begin(string epoch = "m81qz0") => meet.Ask(new MeetCommand.BeginRecovery(epoch, meet.State.Epoch, 0));

    private void TakeBack(ImmutableArray<HeldItem> items, long through, int priority = 10) => meet.Ask(new MeetCommand.TakeBack(items, through, priority));

    /// <summary>What a desk holds that has been told everything.</summary>
    private static ImmutableArray<HeldItem> Held(Meet state) =>
        [.. state.Content.Items.Select(item => new HeldItem(item.Key, item.Value, item.Number, item.Priority, item.LocationName, item.AuthorId))];

    private static List<(string Key, string? Value, string Author, int Priority)> StandingIn(Meet state) =>
        [.. state.Content.Items.Select(item => (item.Key.Text, item.Value?.ToString(), item.AuthorId, item.Priority))];

    private sealed class LivedMeetOfNothing
    {
        private readonly MeetKind kind = new(MeetRules.Default);

        public Meet State { get; private set; } = new(LivedMeet.Id);

        public MeetAnswer Restore(long highestBlock, bool proven)
        {
            var now = new DateTimeOffset(2026, 3, 14, 10, 0, 0, TimeSpan.Zero);
            var decision = kind.Decide(State, new MeetCommand.Restore("m81qz0", "k3f9x2", highestBlock, proven, Some.Auth([("Head table", 10)]), new("s1", "author-1", "Head table", Writes: true, now)), now);
            State = decision.Base ?? State;
            foreach (var one in decision.Events)
                State = kind.Evolve(State, new(State.Head + 1, kind.EpochOf(State, one.Body), now, one.Op, one.Body));
            return decision.Answer;
        }

        public Meet RestoreState(bool proven)
        {
            Restore(0, proven);
            return State;
        }
    }
}
