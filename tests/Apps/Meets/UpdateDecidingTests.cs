using Rollcall.Apps.Meets;
using Rollcall.Tests.Support.Meets;
using Xunit;

namespace Rollcall.Tests.Apps.Meets;

/// <summary>Batches: answered once each, done once, bounded.</summary>
public class UpdateDecidingTests
{
    private const string Lifter = "registration.entries[10007]";

    private readonly LivedMeet meet = LivedMeet.With(("Head table", 10), ("Desk 2", 5));
    private readonly Seat head;
    private readonly Seat desk;

    public UpdateDecidingTests() => (head, desk) = (meet["Head table"], meet["Desk 2"]);

    [Fact]
    public void P5_each_local_number_is_answered_once_and_accepted_ones_get_consecutive_numbers()
    {
        var before = meet.State.Head;
        var judged = meet.Send(desk, meet.State.Epoch,
            Some.Update(Lifter, Some.Entry, 3, 0), Some.Update(Lifter + ".lot", "4", 4, 0), Some.Update("meet.name", "\"Open\"", 9, 0));
        Assert.Equal([(3, before + 1), (4, before + 2), (9, before + 3)], judged.Accepted);
        Assert.Empty(judged.Refused);
    }

    [Fact]
    public void A_batch_is_decided_in_order_each_update_against_what_the_ones_before_it_left()
    {
        var judged = meet.Send(desk, meet.State.Epoch,
            Some.Update(Lifter + ".lot", "4", 1, 0), Some.Update(Lifter, Some.Entry, 2, 0), Some.Update(Lifter + ".lot", "4", 3, 0), Some.Update(Lifter + ".lot", "4", 4, 0),
            Some.Update(Lifter, null, 5, 0), Some.Update(Lifter, null, 6, 0), Some.Update(Lifter + ".lot", "5", 7, 0));
        Assert.Equal([(1, "NO_SUCH_ENTRY"), (7, "NO_SUCH_ENTRY")], judged.Refused.Select(one => (one.Local, one.Refusal.Code)));
        var head = 3L;
        Assert.Equal([(2, head + 2), (3, head + 3), (4, head + 3), (5, head + 5), (6, head + 5)], judged.Accepted);
    }

    [Fact]
    public void P6_a_batch_sent_again_gets_the_first_answers_and_changes_nothing_also_after_a_restart()
    {
        meet.Sets(head, Lifter, Some.Entry);
        meet.Sets(head, Lifter + ".lot", "9");
        ProposedUpdate[] batch =
        [
            Some.Update(Lifter + ".lot", "7", 1, 4), Some.Update(Lifter + ".lot", "9", 2, 4), Some.Update("meet.name", "\"Open\"", 3, 4),
            Some.Update("registration.entries[5].lot", "7", 4, 4), Some.Update("meet", "7", 5, 4),
        ];
        var first = meet.Send(desk, meet.State.Epoch, [.. batch]);
        var after = StateText.Of(meet.State);
        // What has happened since does not change the first answers.
        meet.Deletes(head, Lifter);
        meet.GoOnFrom(meet.Replayed());
        var then = StateText.Of(meet.State);

        var again = meet.Send(desk, meet.State.Epoch, [.. batch]);
        meet.GoOnFrom(meet.Restored((int)meet.State.Head));
        var third = meet.Send(desk, meet.State.Epoch, [.. batch]);

        Assert.Equal(first.Accepted, again.Accepted);
        Assert.Equal(first.Refused, again.Refused);
        Assert.Equal(first.Accepted, third.Accepted);
        Assert.Equal(first.Refused, third.Refused);
        Assert.NotEqual(after, then);
        Assert.Equal(then, StateText.Of(meet.State));
        Assert.Equal(["CONFLICT", "NO_SUCH_ENTRY", "BAD_KEY"], first.Refused.Select(one => one.Refusal.Code));
    }

    [Fact]
    public void P6_a_session_that_takes_an_author_over_gets_the_answers_given_to_that_author()
    {
        meet.Sets(head, Lifter, Some.Entry);
        var first = meet.Says(desk, Lifter + ".lot", "7", local: 1);
        var after = meet.Join("Desk 2", takesOver: desk);
        Assert.Equal(desk.AuthorId, after.AuthorId);
        Assert.Equal(first.Number, meet.Says(after, Lifter + ".lot", "7.0", local: 1, seen: 0).Number);
        Assert.Equal(new MeetAnswer.NoSession("ENDED"), meet.Ask(new MeetCommand.Update(desk.SessionId, meet.State.Epoch, [])));
    }

    [Fact]
    public void A_used_local_number_with_other_content_is_refused_and_the_first_answer_stays()
    {
        var first = meet.Says(desk, "meet.name", "\"Open\"", local: 1);
        Assert.Equal("LOCAL_SEQ_REUSED", meet.Says(desk, "meet.name", "\"Shut\"", local: 1).Code);
        Assert.Equal("LOCAL_SEQ_REUSED", meet.Says(desk, "meet.city", "\"Open\"", local: 1).Code);
        Assert.Equal(first.Number, meet.Says(desk, "meet.name", "\"Open\"", local: 1).Number);
        Assert.Empty(meet.Events);
    }

    [Fact]
    public void Refusals_that_depend_on_the_update_alone_are_not_logged()
    {
        var before = meet.State.Head;
        Assert.Equal("BAD_KEY", meet.Says(desk, "registration.entries", "[]").Code);
        Assert.Equal("BAD_KEY", meet.Says(desk, "meet.name", null).Code);
        Assert.Equal("BAD_VALUE", meet.Says(desk, "meet.name", "1").Code);
        Assert.Equal("TOO_LARGE", meet.Says(desk, "meet.sponsor", $"\"{new string('x', 32 << 10)}\"").Code);
        Assert.Equal(before, meet.State.Head);
        Assert.Null(meet.Says(desk, "meet.sponsor", $"\"{new string('x', (32 << 10) - 2)}\"").Refusal);
    }

    [Fact]
    public void What_is_wrong_with_a_value_is_told_before_that_it_is_too_large() =>
        Assert.Equal("BAD_VALUE", meet.Says(desk, "meet.lengthDays", $"\"{new string('x', 40_000)}\"").Code);

    [Fact]
    public void A_reader_writes_nothing()
    {
        var reader = meet.Join(null, writes: false);
        Assert.Equal("READ_ONLY", meet.Sets(reader, "meet.name", "\"Open\"").Code);
    }

    [Fact]
    public void A_finished_meet_takes_no_update_but_repeats_the_answers_it_gave()
    {
        var first = meet.Says(head, "meet.name", "\"Open\"", local: 1);
        Assert.IsType<MeetAnswer.Filed>(meet.Ask(new MeetCommand.Publish(head.SessionId, "a@b", new byte[] { 65 }, DryRun: false)));
        Assert.Equal("MEET_FINISHED", meet.Says(head, "meet.name", "\"Shut\"", local: 2).Code);
        Assert.Equal("MEET_FINISHED", meet.Says(meet.Join(null, writes: false), "meet.name", "\"Shut\"").Code);
        Assert.Equal(first.Number, meet.Says(head, "meet.name", "\"Open\"", local: 1).Number);
    }

    [Fact]
    public void A_meet_holds_only_so_many_bytes_but_may_always_become_smaller()
    {
        var tiny = LivedMeet.With(MeetRules.Default with { MaxContentBytes = 100 }, ("Head table", 10));
        var only = tiny["Head table"];
        Assert.Null(tiny.Sets(only, "meet.a", $"\"{new string('x', 80)}\"").Refusal);
        Assert.Equal("TOO_LARGE", tiny.Sets(only, "meet.b", $"\"{new string('x', 80)}\"").Code);
        Assert.Null(tiny.Sets(only, "meet.a", $"\"{new string('y', 85)}\"").Refusal);
        Assert.Equal("TOO_LARGE", tiny.Sets(only, "meet.a", $"\"{new string('y', 99)}\"").Code);
        Assert.Null(tiny.Sets(only, "meet.a", "1").Refusal);
    }
}
