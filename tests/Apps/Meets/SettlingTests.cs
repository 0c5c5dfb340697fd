using Rollcall.Apps.Meets;
using Rollcall.Tests.Support.Meets;
using Xunit;

namespace Rollcall.Tests.Apps.Meets;

/// <summary>The conflict list (specification 4.3).</summary>
public class SettlingTests
{
    private const string Lifter = "registration.entries[10007]";
    private const string Lot = Lifter + ".lot";
    private const long Seen = 4;

    private readonly LivedMeet meet = LivedMeet.With(("Head table", 10), ("Desk 2", 5));
    private readonly Seat head;
    private readonly Seat desk;

    public SettlingTests()
    {
        (head, desk) = (meet["Head table"], meet["Desk 2"]);
        meet.Sets(head, Lifter, Some.Entry);
    }

    [Fact]
    public void P11_applying_makes_a_refused_value_stand_as_an_update_of_the_director()
    {
        meet.Sets(head, Lot, "9");
        meet.Sets(desk, Lot, "7", Seen - 1);
        var conflict = Assert.Single(meet.Open);
        var answer = Settle(conflict, apply: true);
        Assert.Equal(ConflictState.Applied, Assert.IsType<MeetAnswer.Settled>(answer).Conflict.State);
        Assert.Equal("7", meet.At(Lot));
        var update = Assert.IsType<MeetEvent.Updated>(meet.Events[0]);
        Assert.Equal((null, head.AuthorId, 10), (update.LocalSeqNum, update.AuthorId, update.Priority));
        Assert.Empty(meet.Open);
    }

    [Fact]
    public void P11_applying_makes_every_overruled_value_stand_again()
    {
        meet.Sets(desk, Lot, "7");
        meet.Sets(desk, Lifter + ".team", "\"Iron\"");
        meet.Sets(head, Lifter, """{"id":10007,"lot":1}""", Seen);
        Settle(Assert.Single(meet.Open), apply: true);
        Assert.Equal(Some.Value("""{"id":10007,"lot":7,"team":"Iron"}"""), Some.Value(meet.At(Lifter)!));
    }

    [Fact]
    public void P11_applying_a_losing_edit_of_a_deleted_lifter_brings_the_lifter_back_first()
    {
        meet.Deletes(head, Lifter);
        meet.Sets(desk, Lot, "7", Seen);
        Settle(Assert.Single(meet.Open), apply: true);
        Assert.Equal([null, null], meet.Events.OfType<MeetEvent.Updated>().Select(update => update.LocalSeqNum));
        Assert.Equal(Some.Value("""{"id":10007,"name":"Al Bo","lot":7,"squatKg":[180,0,0,0,0]}"""), Some.Value(meet.At(Lifter)!));
    }

    [Fact]
    public void P11_applying_a_losing_deletion_deletes()
    {
        meet.Sets(head, Lot, "9");
        meet.Deletes(desk, Lifter, Seen);
        Settle(Assert.Single(meet.Open), apply: true);
        Assert.Null(meet.At(Lifter));
    }

    [Fact]
    public void P13_a_lifter_brought_back_can_be_deleted_again_by_applying()
    {
        meet.Deletes(desk, Lifter);
        meet.Sets(head, Lot, "9", Seen);
        Settle(Assert.Single(meet.Open), apply: true);
        Assert.Null(meet.At(Lifter));
    }

    [Fact]
    public void Dismissing_changes_nothing_but_the_list_and_the_same_again_repeats_the_answer()
    {
        meet.Sets(head, Lot, "9");
        meet.Sets(desk, Lot, "7", Seen);
        var conflict = Assert.Single(meet.Open);
        Assert.Equal(ConflictState.Dismissed, Assert.IsType<MeetAnswer.Settled>(Settle(conflict, apply: false)).Conflict.State);
        Assert.Equal("9", meet.At(Lot));
        var after = meet.State.Head;
        Assert.Equal(ConflictState.Dismissed, Assert.IsType<MeetAnswer.Settled>(Settle(conflict, apply: false)).Conflict.State);
        Assert.Equal("ALREADY_SETTLED", Assert.IsType<MeetAnswer.Rejected>(Settle(conflict, apply: true)).Code);
        Assert.Equal(after, meet.State.Head);
    }

    [Fact]
    public void Only_a_director_settles_and_only_what_there_is()
    {
        Assert.Equal("NOT_DIRECTOR", Assert.IsType<MeetAnswer.Rejected>(meet.Ask(new MeetCommand.Settle(desk.SessionId, 1, Apply: true))).Code);
        Assert.Equal("UNKNOWN_CONFLICT", Assert.IsType<MeetAnswer.Rejected>(meet.Ask(new MeetCommand.Settle(head.SessionId, 1, Apply: true))).Code);
    }

    [Fact]
    public void Beyond_the_bound_the_oldest_open_conflict_is_dismissed()
    {
        var small = LivedMeet.With(MeetRules.Default with { OpenConflicts = 3 }, ("Head table", 10), ("Desk 2", 5));
        for (var i = 0; i < 5; i++)
        {
            small.Sets(small["Head table"], $"meet.f{i}", "1");
            small.Sets(small["Desk 2"], $"meet.f{i}", "2", seen: 0);
        }

        Assert.Equal(["meet.f2", "meet.f3", "meet.f4"], small.Open.Select(one => one.Key.Text));
        Assert.Equal(3, small.State.OpenConflicts);
        Assert.Equal(new MeetEvent.ConflictSettled(small.State.Conflicts.Keys.ElementAt(1), Applied: false, By: null), small.Events[^1]);
        Assert.Equal(StateText.Of(small.State), StateText.Of(small.Replayed()));
    }

    private MeetAnswer Settle(Conflict conflict, bool apply) => meet.Ask(new MeetCommand.Settle(head.SessionId, conflict.ConflictId, apply));
}
