using Rollcall.Apps.Rooms;
using Rollcall.Tests.Support.Rooms;
using Xunit;
using static Rollcall.Tests.Support.Rooms.LivedRoom;

namespace Rollcall.Tests.Apps.Rooms;

public class SayingTests
{
    [Fact]
    public void Anybody_may_talk_in_a_public_room_and_is_told_the_place_of_what_they_said()
    {
        var room = Made();

        var done = room.Ask(Send(Ben, "Hello", "a1-7"));

        Assert.Equal(new RoomAnswer.Done(2, room.Now, Duplicate: false), done);
        Assert.Equal([new RoomEvent.Posted(51, "ben", "text", "Hello", null)], room.Events);
    }

    // rooms P8
    [Fact]
    public void What_was_sent_once_is_not_sent_again_whatever_the_second_one_says()
    {
        var room = Made();
        var first = (RoomAnswer.Done)room.Ask(Send(Ben, "Hello", "a1-7"));
        room.Now += TimeSpan.FromMinutes(1);
        RoomCommand[] again =
        [
            Send(Ben, "Something else", "a1-7"),
            Edit(Ben, new(2, 51, "text", first.At), "x", "a1-7"),
            new RoomCommand.Delete(Ben, "a1-7", null),
            new RoomCommand.Refuse(Ben, "a1-7", new("text_empty")),
        ];

        Assert.All(again, command => Assert.Equal(first with { Duplicate = true }, room.Ask(command)));
        Assert.Equal(2, room.State.Head);
    }

    // rooms P8
    [Fact]
    public void Two_users_may_use_the_same_id_and_a_restart_forgets_none()
    {
        var room = Made();
        room.Says(Ben, "mine", "1");
        room.Says(Cleo, "mine too", "1");

        var replayed = room.Replayed();

        Assert.Equal(2, replayed.Operations.Find(new(51, "1"))!.Value.Seq);
        Assert.Equal(3, replayed.Operations.Find(new(60, "1"))!.Value.Seq);
        Assert.Equal(3, room.Replayed(snapshotAt: 3).Operations.Find(new(60, "1"))!.Value.Seq);
    }

    [Fact]
    public void A_rejection_is_not_remembered_so_the_same_id_works_later()
    {
        var room = Made();
        room.Moderates(Anna, ModerationAction.Mute, Ben, TimeSpan.FromSeconds(10));
        Assert.Equal("muted", room.Code(Send(Ben, "why?", "z-1")));
        room.Now += TimeSpan.FromSeconds(10);

        Assert.IsType<RoomAnswer.Done>(room.Ask(Send(Ben, "why?", "z-1")));
    }

    [Fact]
    public void An_id_is_remembered_for_a_day()
    {
        var room = Made();
        room.Says(Ben, "Hello", "1");
        room.Now += TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1);
        Assert.True(((RoomAnswer.Done)room.Ask(Send(Ben, "again", "1"))).Duplicate);
        room.Now += TimeSpan.FromMilliseconds(1);
        room.Says(Ben, "another", "2");

        Assert.Equal(1, room.State.Operations.Count);
        Assert.False(((RoomAnswer.Done)room.Ask(Send(Ben, "again", "1"))).Duplicate);
    }

    [Fact]
    public void Who_may_not_talk_is_told_why()
    {
        var room = Made();
        room.Gives(Ben, RoomRole.ReadOnly);
        room.Moderates(Anna, ModerationAction.Mute, Cleo);

        Assert.Equal(new RoomAnswer.Rejected("read_only"), room.Ask(Send(Ben, "Hello")));
        Assert.Equal(new RoomAnswer.Rejected("muted") { HasUntil = true }, room.Ask(Send(Cleo, "Hello")));
        Assert.Equal("forbidden", room.Code(new RoomCommand.Send(Dora, null, "poll", RoomRole.Moderator, null, "{}")));
    }

    // rooms P10
    [Fact]
    public void Only_its_author_edits_a_message_and_only_within_the_window()
    {
        var room = Made();
        var message = room.Says(Ben, "Hello");

        Assert.Equal("forbidden", room.Code(Edit(Anna, message, "Hello all")));
        Assert.Equal("message_not_found", room.Code(Edit(Ben, null, "Hello all")));
        Assert.Equal("message_not_found", room.Code(Edit(Ben, message with { Seq = 99 }, "Hello all")));
        Assert.IsType<RoomAnswer.Done>(room.Ask(Edit(Ben, message, "Hello all")));
        Assert.Equal([new RoomEvent.Edited(51, 2, "text", "Hello all", null, 2)], room.Events);
        room.Now = message.At + TimeSpan.FromDays(1);
        Assert.IsType<RoomAnswer.Done>(room.Ask(Edit(Ben, message, "Hello you")));
        room.Now += TimeSpan.FromMilliseconds(1);
        Assert.Equal("edit_window_over", room.Code(Edit(Ben, message, "Hello me")));
        Assert.Equal(3, room.State.Amendments[2].Revision);
    }

    [Fact]
    public void Without_a_window_a_message_may_be_edited_for_ever()
    {
        var room = Made(RoomRules.Default with { EditWindow = TimeSpan.Zero });
        var message = room.Says(Ben, "Hello");
        room.Now += TimeSpan.FromDays(4_000);

        Assert.IsType<RoomAnswer.Done>(room.Ask(Edit(Ben, message, "Hello all")));
    }

    // rooms P10
    [Fact]
    public void A_message_is_deleted_by_its_author_even_muted_or_by_a_moderator_and_only_once()
    {
        var room = Made();
        var (mine, other) = (room.Says(Ben, "Hello"), room.Says(Ben, "again"));
        room.Moderates(Anna, ModerationAction.Mute, Ben);

        Assert.Equal("forbidden", room.Code(new RoomCommand.Delete(Cleo, null, mine)));
        Assert.IsType<RoomAnswer.Done>(room.Ask(new RoomCommand.Delete(Ben, null, mine)));
        Assert.Equal("message_deleted", room.Code(new RoomCommand.Delete(Ben, null, mine)));
        Assert.IsType<RoomAnswer.Done>(room.Ask(new RoomCommand.Delete(Anna, null, other)));
        Assert.Equal(42, room.State.Amendments[other.Seq].DeletedBy);
        Assert.Equal("message_deleted", room.Code(Edit(Anna, mine with { Author = 42 }, "x")));
    }

    // rooms P14
    [Fact]
    public void What_retention_no_longer_serves_cannot_be_edited_by_number_or_by_age()
    {
        var room = Made(info: LivedRoom.Info with { Retention = new(3, 60) });
        var first = room.Says(Ben, "1");
        room.Says(Ben, "2");
        room.Says(Ben, "3");
        var last = room.Says(Ben, "4");

        Assert.Equal("message_not_found", room.Code(Edit(Ben, first, "x")));
        room.Now += TimeSpan.FromSeconds(60);
        Assert.IsType<RoomAnswer.Done>(room.Ask(Edit(Ben, last, "x")));
        room.Now += TimeSpan.FromMilliseconds(1);
        Assert.Equal("message_not_found", room.Code(Edit(Ben, last, "y")));
    }

    // rooms P14
    [Fact]
    public void To_keep_more_later_brings_nothing_back()
    {
        var room = Made(info: LivedRoom.Info with { Retention = new(2, 60) });
        room.Says(Ben, "1");
        room.Says(Ben, "2");
        room.Says(Ben, "3");
        Assert.Equal(3, room.State.FloorByCount);

        room.Ask(new RoomCommand.Change(Anna, 1, new(Retention: new(1_000, null))));

        Assert.Equal(3, room.State.FloorByCount);
        Assert.Equal(room.Now.AddSeconds(-60), room.State.OldestServed(room.Now.AddDays(3)));
    }
}
