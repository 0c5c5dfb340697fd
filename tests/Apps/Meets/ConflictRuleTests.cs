using Rollcall.Apps.Meets;
using Rollcall.Tests.Support.Meets;
using Xunit;

namespace Rollcall.Tests.Apps.Meets;

/// <summary>Specification 4.2, step by step.</summary>
public class ConflictRuleTests
{
    private const string Lifter = "registration.entries[10007]";
    private const string Lot = Lifter + ".lot";

    private readonly LivedMeet meet = LivedMeet.With(("Head table", 10), ("Desk 2", 5), ("Desk 3", 5));
    private readonly Seat head;
    private readonly Seat desk;
    private readonly Seat third;

    public ConflictRuleTests()
    {
        (head, desk, third) = (meet["Head table"], meet["Desk 2"], meet["Desk 3"]);
        meet.Sets(head, Lifter, Some.Entry);
    }

    private const long Seen = 5;

    [Fact]
    public void Who_has_seen_what_stands_replaces_it_whatever_the_priorities()
    {
        meet.Sets(head, Lot, "9");
        var told = meet.Sets(desk, Lot, "7");
        Assert.Null(told.Refusal);
        Assert.Equal("7", meet.At(Lot));
        Assert.Empty(meet.Open);
    }

    [Fact]
    public void P7_a_conflict_needs_the_same_object_another_value_and_that_it_was_unseen()
    {
        meet.Sets(head, Lot, "9");
        Assert.Null(meet.Sets(desk, Lifter + ".team", "\"Iron\"", Seen).Refusal);
        Assert.Null(meet.Sets(desk, Lot, "9.0", Seen).Refusal);
        Assert.Null(meet.Sets(third, Lot, "8", seen: meet.State.Head).Refusal);
        Assert.Equal("CONFLICT", meet.Sets(desk, Lot, "7", Seen).Code);
    }

    [Fact]
    public void P8_the_lower_priority_is_refused_and_told_what_stands()
    {
        var stands = meet.Sets(head, Lot, "9");
        var told = meet.Sets(desk, Lot, "7", Seen);
        Assert.Equal("CONFLICT", told.Code);
        Assert.Equal("Head table set this first and has priority.", told.Refusal!.Reason);
        Assert.Equal(new Standing(Some.Value("9"), stands.Number, 10, "Head table", head.AuthorId), told.Refusal.Standing);
        var conflict = Assert.Single(meet.Open);
        Assert.Equal(meet.State.Head, conflict.ConflictId);
        Assert.Equal([new Lost(Some.Key(Lot), Some.Value("7"), "Desk 2", 5)], conflict.Lost);
    }

    [Fact]
    public void P8_the_higher_priority_overrules_though_it_comes_later_and_the_loser_is_kept()
    {
        var lost = meet.Sets(desk, Lot, "7");
        var told = meet.Sets(head, Lot, "9", Seen);
        Assert.Null(told.Refusal);
        Assert.Equal([lost.Number], Assert.IsType<MeetEvent.Updated>(meet.Events.Single()).Overruled);
        Assert.Equal("9", meet.At(Lot));
        var conflict = Assert.Single(meet.Open);
        Assert.Equal((told.Number, Lot), (conflict.ConflictId, conflict.Key.Text));
        Assert.Equal([new Lost(Some.Key(Lot), Some.Value("7"), "Desk 2", 5)], conflict.Lost);
        Assert.Equal(Some.Value("9"), conflict.Standing.Value);
    }

    [Fact]
    public void P8_on_equal_priority_the_first_to_arrive_stands()
    {
        meet.Sets(desk, Lot, "7");
        var told = meet.Sets(third, Lot, "8", Seen);
        Assert.Equal(("CONFLICT", "Desk 2 set this first."), (told.Code, told.Refusal!.Reason));
        Assert.Equal("7", meet.At(Lot));
    }

    [Fact]
    public void P9_updates_of_one_session_never_conflict_with_one_another()
    {
        foreach (var value in new[] { "7", "8", "9" })
            Assert.Null(meet.Sets(desk, Lot, value, Seen).Refusal);
        Assert.Equal("9", meet.At(Lot));
    }

    [Fact]
    public void P10_what_stands_already_is_acknowledged_with_its_number_and_nothing_new_stands()
    {
        var first = meet.Sets(head, Lot, "9");
        var again = meet.Sets(desk, Lot, "9.0", Seen);
        Assert.Equal(first.Number, again.Number);
        Assert.IsType<MeetEvent.Confirmed>(Assert.Single(meet.Events));
    }

    [Fact]
    public void P10_a_whole_lifter_equal_to_its_parts_is_acknowledged_with_the_newest_part()
    {
        meet.Sets(head, Lot, "9");
        var newest = meet.Sets(head, Lifter + ".squatKg[1]", "190");
        var again = meet.Sets(desk, Lifter, """{"squatKg":[180,190,0,0,0],"lot":9,"name":"Al Bo","id":10007}""", Seen);
        Assert.Equal(newest.Number, again.Number);
        Assert.IsType<MeetEvent.Confirmed>(Assert.Single(meet.Events));
    }

    [Fact]
    public void P10_a_part_equal_to_that_of_the_whole_is_acknowledged_with_the_number_of_the_whole()
    {
        meet.Sets(head, Lot, "9");
        Assert.Equal(5, meet.Sets(desk, Lifter + ".squatKg[0]", "180", seen: 0).Number);
        Assert.Equal(5, meet.Sets(desk, Lifter + ".name", "\"\\u0041l Bo\"", seen: 0).Number);
    }

    [Fact]
    public void P10_deleting_what_is_deleted_is_acknowledged_with_the_number_of_the_deletion()
    {
        var gone = meet.Deletes(head, Lifter);
        Assert.Equal(gone.Number, meet.Deletes(desk, Lifter, seen: 0).Number);
        Assert.IsType<MeetEvent.Confirmed>(Assert.Single(meet.Events));
    }

    [Fact]
    public void P10_a_slot_of_a_list_that_another_slot_made_is_0_already()
    {
        meet.Sets(head, "registration.entries[10008]", """{"id":10008}""");
        var made = meet.Sets(head, "registration.entries[10008].benchKg[2]", "100");
        Assert.Equal("[0,0,100,0,0]", meet.At("registration.entries[10008].benchKg"));
        Assert.Equal("0", meet.At("registration.entries[10008].benchKg[4]"));
        Assert.Equal(made.Number, meet.Sets(desk, "registration.entries[10008].benchKg[4]", "0", seen: 0).Number);
    }

    [Fact]
    public void Different_parts_of_one_lifter_never_conflict()
    {
        meet.Sets(head, Lifter + ".squatKg[1]", "190");
        Assert.Null(meet.Sets(desk, Lifter + ".squatKg[2]", "200", Seen).Refusal);
        Assert.Equal("[180,190,200,0,0]", meet.At(Lifter + ".squatKg"));
    }

    [Fact]
    public void A_whole_lifter_and_a_part_of_it_are_the_same_object_where_they_overlap()
    {
        meet.Sets(head, Lot, "9");
        Assert.Null(meet.Sets(desk, Lifter, """{"id":10007,"name":"Al B. Bo","lot":9}""", Seen).Refusal);
        meet.Sets(head, Lot, "11");
        var told = meet.Sets(third, Lifter, """{"id":10007,"name":"Al","lot":9}""", meet.State.Head - 1);
        Assert.Equal("CONFLICT", told.Code);
        Assert.Equal("""{"id":10007,"name":"Al B. Bo","lot":11}""", told.Refusal!.Standing!.Value!.ToString());
        Assert.Equal(meet.State.Head - 1, told.Refusal.Standing.Number);
    }

    [Fact]
    public void A_part_that_overrules_a_whole_lifter_loses_only_that_part_of_it()
    {
        var whole = meet.Sets(desk, Lifter, """{"id":10007,"name":"Bo Al","lot":5}""");
        Assert.Null(meet.Sets(head, Lot, "9", Seen).Refusal);
        Assert.Equal([whole.Number], Assert.IsType<MeetEvent.Updated>(meet.Events.Single()).Overruled);
        Assert.Equal([new Lost(Some.Key(Lot), Some.Value("5"), "Desk 2", 5)], Assert.Single(meet.Open).Lost);
        Assert.Equal("\"Bo Al\"", meet.At(Lifter + ".name"));
    }

    [Fact]
    public void A_part_that_overrules_a_whole_lifter_without_that_part_loses_no_value()
    {
        meet.Sets(desk, Lifter, """{"id":10007,"name":"Bo Al"}""");
        Assert.Null(meet.Sets(head, Lot, "9", Seen).Refusal);
        Assert.Empty(meet.Open);
        Assert.Equal("""{"id":10007,"name":"Bo Al","lot":9}""", meet.At(Lifter));
    }

    [Fact]
    public void A_whole_lifter_that_overrules_several_parts_keeps_each_of_them()
    {
        var lot = meet.Sets(desk, Lot, "5");
        var name = meet.Sets(third, Lifter + ".name", "\"Bo\"");
        Assert.Null(meet.Sets(head, Lifter, """{"id":10007,"name":"Al","lot":1}""", Seen).Refusal);
        Assert.Equal([lot.Number, name.Number], Assert.IsType<MeetEvent.Updated>(meet.Events.Single()).Overruled);
        Assert.Equal(
            [new Lost(Some.Key(Lot), Some.Value("5"), "Desk 2", 5), new Lost(Some.Key(Lifter + ".name"), Some.Value("\"Bo\""), "Desk 3", 5)],
            Assert.Single(meet.Open).Lost);
    }

    [Fact]
    public void One_unseen_item_of_equal_priority_is_enough_to_refuse_a_whole_lifter()
    {
        meet.Sets(desk, Lot, "5");
        meet.Sets(head, Lifter + ".name", "\"Al\"");
        var told = meet.Sets(third, Lifter, """{"id":10007,"name":"Bo","lot":1}""", Seen);
        Assert.Equal(("CONFLICT", "Head table"), (told.Code, told.Refusal!.Standing!.LocationName));
    }

    [Fact]
    public void Nothing_can_be_set_below_a_lifter_that_does_not_exist()
    {
        Assert.Equal("NO_SUCH_ENTRY", meet.Sets(desk, "registration.entries[1].lot", "1").Code);
        Assert.Equal("NO_SUCH_ENTRY", meet.Deletes(desk, "registration.entries[1]").Code);
        Assert.Equal("NO_SUCH_ENTRY", meet.Deletes(desk, "live.platforms[1].clock").Code);
        meet.Deletes(head, Lifter);
        Assert.Equal("NO_SUCH_ENTRY", meet.Sets(desk, Lot, "1").Code);
        Assert.Empty(meet.Open);
        Assert.Null(meet.Sets(desk, Lifter, Some.Entry).Refusal);
        Assert.Null(meet.Sets(desk, Lot, "1").Refusal);
    }

    [Fact]
    public void An_own_edit_below_an_own_deletion_finds_no_lifter()
    {
        meet.Deletes(desk, Lifter, Seen);
        Assert.Equal("NO_SUCH_ENTRY", meet.Sets(desk, Lot, "1", Seen).Code);
    }

    [Fact]
    public void A_meet_takes_only_so_many_lifters_but_one_may_be_replaced()
    {
        var small = LivedMeet.With(MeetRules.Default with { MaxEntries = 2 }, ("Head table", 10));
        var only = small["Head table"];
        small.Sets(only, "registration.entries[1]", """{"id":1}""");
        small.Sets(only, "registration.entries[2]", """{"id":2}""");
        Assert.Equal("LIMIT", small.Sets(only, "registration.entries[3]", """{"id":3}""").Code);
        Assert.Null(small.Sets(only, "registration.entries[2]", """{"id":2,"lot":1}""").Refusal);
        small.Deletes(only, "registration.entries[1]");
        Assert.Null(small.Sets(only, "registration.entries[3]", """{"id":3}""").Refusal);
    }

    [Fact]
    public void P13_a_deleted_lifter_stays_deleted_for_edits_of_lower_or_equal_priority()
    {
        var gone = meet.Deletes(desk, Lifter);
        var told = meet.Sets(third, Lot, "8", Seen);
        Assert.Equal("CONFLICT", told.Code);
        Assert.Equal(new Standing(null, gone.Number, 5, "Desk 2", desk.AuthorId), told.Refusal!.Standing);
        Assert.Null(meet.At(Lifter));
        Assert.Equal([new Lost(Some.Key(Lot), Some.Value("8"), "Desk 3", 5)], Assert.Single(meet.Open).Lost);
    }

    [Fact]
    public void P13_an_edit_of_higher_priority_brings_a_deleted_lifter_back_whole_and_then_stands()
    {
        meet.Sets(desk, Lifter + ".team", "\"Iron\"");
        var gone = meet.Deletes(desk, Lifter);
        var told = meet.Sets(head, Lot, "8", Seen);
        Assert.Null(told.Refusal);
        var back = Assert.IsType<MeetEvent.Updated>(meet.Events[0]);
        Assert.Equal((null, head.AuthorId, Lifter), (back.LocalSeqNum, back.AuthorId, back.Key.Text));
        Assert.Equal([gone.Number], back.Overruled);
        Assert.Equal(Some.Value("""{"id":10007,"name":"Al Bo","lot":3,"squatKg":[180,0,0,0,0],"team":"Iron"}"""), back.Value);
        Assert.Equal(told.Number, meet.State.Head);
        Assert.Equal(Some.Value("""{"id":10007,"name":"Al Bo","lot":8,"squatKg":[180,0,0,0,0],"team":"Iron"}"""), Some.Value(meet.At(Lifter)!));
        Assert.Equal([new Lost(Some.Key(Lifter), null, "Desk 2", 5)], Assert.Single(meet.Open).Lost);
    }

    [Fact]
    public void A_deletion_that_overrules_edits_keeps_them_and_one_that_is_refused_is_told_the_whole_lifter()
    {
        meet.Sets(desk, Lot, "8");
        Assert.Equal("CONFLICT", meet.Deletes(third, Lifter, Seen).Code);
        var refused = meet.State.Authors[third.AuthorId].Answers.Single().Value.Refusal!;
        Assert.Equal(Some.Value("""{"id":10007,"name":"Al Bo","lot":8,"squatKg":[180,0,0,0,0]}"""), refused.Standing!.Value);
        Assert.Null(meet.Deletes(head, Lifter, Seen).Refusal);
        Assert.Equal([new Lost(Some.Key(Lot), Some.Value("8"), "Desk 2", 5)], meet.Open.Last().Lost);
    }

    [Fact]
    public void A_lifter_made_anew_over_an_unseen_deletion_is_a_conflict_as_well()
    {
        meet.Deletes(desk, Lifter);
        Assert.Equal("CONFLICT", meet.Sets(third, Lifter, """{"id":10007,"lot":1}""", Seen).Code);
        Assert.Null(meet.Sets(head, Lifter, """{"id":10007,"lot":1}""", Seen).Refusal);
        Assert.Equal([new Lost(Some.Key(Lifter), null, "Desk 2", 5)], meet.Open.Last().Lost);
    }

    [Fact]
    public void Conflicts_about_live_and_lifting_keys_are_decided_but_not_kept()
    {
        const string Flight = "lifting.platforms[1].flight", Note = "live.platforms[1].note";
        meet.Sets(desk, Flight, "\"A\"");
        meet.Sets(desk, Note, "1");
        Assert.Equal("CONFLICT", meet.Sets(third, Flight, "\"B\"", Seen).Code);
        Assert.NotNull(meet.State.Authors[third.AuthorId].Answers.Values.Single().Refusal!.Standing);
        Assert.Null(meet.Sets(head, Note, "2", Seen).Refusal);
        Assert.Equal("2", meet.At(Note));
        Assert.Empty(meet.State.Conflicts);
    }

    [Fact]
    public void A_light_that_is_gone_with_all_lights_is_already_deleted()
    {
        const string Lights = "live.platforms[1].lights";
        meet.Sets(head, Lights + ".left", SomeLight);
        var gone = meet.Deletes(head, Lights);
        Assert.Equal(gone.Number, meet.Deletes(desk, Lights + ".left", seen: 0).Number);
        Assert.IsType<MeetEvent.Confirmed>(Assert.Single(meet.Events));
    }

    [Fact]
    public void A_light_and_all_lights_overlap_only_where_both_say_something()
    {
        const string Lights = "live.platforms[1].lights";
        meet.Sets(desk, Lights + ".left", SomeLight);
        meet.Deletes(desk, Lights + ".left");
        Assert.Null(meet.At(Lights));
        // The deletion of the left light and lights without a left one say the same of it.
        Assert.Null(meet.Sets(third, Lights, $$"""{"head":{{SomeLight}}}""", Seen).Refusal);
        Assert.Equal("NO_SUCH_ENTRY", meet.Deletes(desk, Lights + ".left", Seen).Code);
    }

    [Fact]
    public void A_number_above_the_head_means_had_seen_everything()
    {
        meet.Sets(head, Lot, "9");
        Assert.Null(meet.Sets(desk, Lot, "7", seen: 1_000_000).Refusal);
    }

    [Fact]
    public void An_unknown_epoch_means_had_seen_nothing()
    {
        meet.Sets(head, Lot, "9");
        Assert.Equal("CONFLICT", meet.Says(desk, Lot, "7", seen: 1_000_000, epoch: "zzz").Code);
        Assert.Null(meet.Says(desk, "meet.name", "\"Open\"", epoch: "zzz").Refusal);
    }

    [Fact]
    public void P21_the_priority_is_the_listed_one_at_the_moment_of_deciding()
    {
        meet.Sets(head, Lot, "9");
        var raised = new[] { new Location("Head table", 10, true), new Location("desk 2", 11, false) };
        Assert.IsType<MeetAnswer.Managed>(meet.Ask(new MeetCommand.Manage(head.SessionId, [.. raised], null, [], EndOthers: false, NewViewToken: false)));
        Assert.Null(meet.Sets(desk, Lot, "7", Seen).Refusal);
        Assert.Equal(11, meet.State.Content.At(Some.Key(Lot))!.Priority);
        Assert.Equal(10, meet.Open.Single().Lost.Single().Priority);
    }

    private const string SomeLight = """{"decision":"good","cards":[],"at":"2026-03-14T09:59:00.000Z","entryId":10007,"lift":"S","attempt":1}""";
}
