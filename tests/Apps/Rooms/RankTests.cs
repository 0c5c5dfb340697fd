using Rollcall.Apps.Rooms;
using Rollcall.Tests.Support.Rooms;
using Xunit;
using static Rollcall.Tests.Support.Rooms.LivedRoom;

namespace Rollcall.Tests.Apps.Rooms;

public class RankTests
{
    private static readonly DateTimeOffset NextYear = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static LivedRoom Staffed()
    {
        var room = Made();
        room.Gives(Ben, RoomRole.Moderator);
        room.Gives(Dora, RoomRole.Moderator);
        return room;
    }

    // rooms P19
    [Fact]
    public void Nobody_acts_on_an_equal_or_higher_rank()
    {
        var room = Staffed();
        foreach (var action in Enum.GetValues<ModerationAction>())
        {
            Assert.Equal("forbidden", room.Moderates(Ben, action, Dora));
            Assert.Equal("forbidden", room.Moderates(Ben, action, Anna));
            Assert.Equal("forbidden", room.Moderates(Ben, action, Root));
            Assert.Equal("forbidden", room.Moderates(Cleo, action, Ben));
            Assert.Equal("forbidden", room.Moderates(Cleo, action, Cleo));
        }

        Assert.Null(room.Moderates(Ben, ModerationAction.Mute, Cleo));
        Assert.Null(room.Moderates(Anna, ModerationAction.Mute, Ben));
        Assert.Null(room.Moderates(Root, ModerationAction.Ban, Ben));
    }

    // rooms P19
    [Fact]
    public void A_moderator_gives_only_low_roles_to_those_below_and_raises_nobody_not_even_themselves()
    {
        var room = Staffed();

        Assert.Equal("forbidden", room.Code(new RoomCommand.SetRole(Ben, Cleo, RoomRole.Moderator)));
        Assert.Equal("forbidden", room.Code(new RoomCommand.SetRole(Ben, Ben, RoomRole.Owner)));
        Assert.Equal("forbidden", room.Code(new RoomCommand.SetRole(Ben, Dora, RoomRole.ReadOnly)));
        Assert.Equal("forbidden", room.Code(new RoomCommand.SetRole(Ben, Anna, null)));
        Assert.Equal("forbidden", room.Code(new RoomCommand.SetRole(Cleo, Cleo, RoomRole.Member)));
        Assert.IsType<RoomAnswer.Done>(room.Ask(new RoomCommand.SetRole(Ben, Cleo, RoomRole.ReadOnly)));
        Assert.IsType<RoomAnswer.Unchanged>(room.Ask(new RoomCommand.SetRole(Ben, Cleo, RoomRole.ReadOnly)));
        Assert.IsType<RoomAnswer.Done>(room.Ask(new RoomCommand.SetRole(Ben, Ben, null)));
    }

    // rooms P19
    [Fact]
    public void The_last_owner_stays_unless_the_account_is_gone()
    {
        var room = Made();

        Assert.Equal("last_owner", room.Code(new RoomCommand.SetRole(Anna, Anna, null)));
        Assert.Equal("last_owner", room.Code(new RoomCommand.SetRole(Root, Anna, RoomRole.Member)));
        Assert.IsType<RoomAnswer.Done>(room.Ask(new RoomCommand.SetRole(Anna, Ben, RoomRole.Owner)));
        Assert.IsType<RoomAnswer.Done>(room.Ask(new RoomCommand.SetRole(Anna, Anna, null)));
        Assert.IsType<RoomAnswer.Done>(room.Ask(new RoomCommand.DropAccount(Person.Server, 51)));
        Assert.Empty(room.State.Members);
        Assert.IsType<RoomAnswer.Done>(room.Ask(new RoomCommand.SetRole(Root, Cleo, RoomRole.Owner)));
    }

    [Fact]
    public void A_room_has_only_so_many_members()
    {
        var room = Made(RoomRules.Default with { MaxMembers = 2 });
        room.Gives(Ben, RoomRole.Member);

        Assert.Equal("member_limit", room.Code(new RoomCommand.SetRole(Anna, Cleo, RoomRole.Member)));
        Assert.IsType<RoomAnswer.Done>(room.Ask(new RoomCommand.SetRole(Anna, Ben, RoomRole.ReadOnly)));
    }

    // rooms P20
    [Fact]
    public void A_ban_ends_at_its_time_also_after_a_restart_and_the_role_wakes_up_again()
    {
        var room = Staffed();
        Assert.Null(room.Moderates(Anna, ModerationAction.Ban, Ben, TimeSpan.FromSeconds(60)));

        Assert.Null(room.Replayed().RoleOf(Ben, room.Now.AddSeconds(59)));
        Assert.Equal("banned", room.State.Hides(Ben, room.Now)!.Code);
        Assert.Equal(RoomRole.Moderator, room.Replayed(snapshotAt: 4).RoleOf(Ben, room.Now.AddSeconds(60)));
        Assert.Null(room.State.Hides(Ben, room.Now.AddSeconds(60)));
    }

    [Fact]
    public void What_is_not_there_cannot_be_lifted_and_makes_no_entry()
    {
        var room = Staffed();

        Assert.IsType<RoomAnswer.Unchanged>(room.Ask(new RoomCommand.Moderate(Anna, ModerationAction.Unban, Cleo, null, null)));
        Assert.IsType<RoomAnswer.Unchanged>(room.Ask(new RoomCommand.Moderate(Anna, ModerationAction.Unmute, Cleo, null, null)));
        Assert.Equal("not_present", room.Moderates(Anna, ModerationAction.Kick, Cleo, present: false));
        Assert.Null(room.Moderates(Anna, ModerationAction.Kick, Cleo));
    }

    // rooms P17
    [Fact]
    public void A_private_room_is_not_there_for_strangers_whatever_they_ask()
    {
        var room = Made(info: LivedRoom.Info with { IsPrivate = true });
        room.Moderates(Anna, ModerationAction.Ban, Cleo);
        RoomCommand[] asked =
        [
            new RoomCommand.Change(Dora, 1, new("x")), new RoomCommand.SetRole(Dora, Dora, null), new RoomCommand.CreateInvite(Dora, "i", "h", RoomRole.Member, 1, NextYear),
            new RoomCommand.RevokeInvite(Dora, "i"), new RoomCommand.Moderate(Dora, ModerationAction.Kick, Anna, null, null), new RoomCommand.Close(Dora, "deleted"),
        ];

        Assert.All(asked, command => Assert.Equal("room_not_found", room.Code(command)));
        Assert.Equal("invite_invalid", room.Code(new RoomCommand.AcceptInvite(Dora, "h")));
        Assert.Equal("room_not_found", room.State.Hides(Cleo, room.Now)!.Code);
        Assert.Null(room.State.Hides(Root, room.Now));
    }

    // rooms P21
    [Fact]
    public void An_invite_is_good_for_as_many_as_it_says_and_raises_only()
    {
        var room = Made(info: LivedRoom.Info with { IsPrivate = true });
        room.Ask(new RoomCommand.CreateInvite(Anna, "i7", "hash", RoomRole.Member, 2, room.Now.AddHours(1)));

        Assert.IsType<RoomAnswer.Unchanged>(room.Ask(new RoomCommand.AcceptInvite(Anna, "hash")));
        Assert.IsType<RoomAnswer.Done>(room.Ask(new RoomCommand.AcceptInvite(Ben, "hash")));
        Assert.IsType<RoomAnswer.Unchanged>(room.Ask(new RoomCommand.AcceptInvite(Ben, "hash")));
        Assert.IsType<RoomAnswer.Done>(room.Ask(new RoomCommand.AcceptInvite(Cleo, "hash")));
        Assert.Equal("invite_invalid", room.Code(new RoomCommand.AcceptInvite(Dora, "hash")));
        Assert.Equal("invite_invalid", room.Code(new RoomCommand.AcceptInvite(Dora, "invented")));
        Assert.Equal(RoomRole.Member, room.Replayed().Members[60].Role);
    }

    [Fact]
    public void Revoked_and_expired_invites_let_nobody_in_and_the_banned_stay_out()
    {
        var room = Made();
        room.Ask(new RoomCommand.CreateInvite(Anna, "a", "ha", RoomRole.Moderator, 5, room.Now.AddMinutes(1)));
        room.Ask(new RoomCommand.CreateInvite(Anna, "b", "hb", RoomRole.Moderator, 5, room.Now.AddMinutes(9)));
        Assert.IsType<RoomAnswer.Done>(room.Ask(new RoomCommand.RevokeInvite(Anna, "b")));
        room.Moderates(Anna, ModerationAction.Ban, Cleo);

        Assert.Equal("banned", room.Code(new RoomCommand.AcceptInvite(Cleo, "ha")));
        Assert.Equal("invite_invalid", room.Code(new RoomCommand.AcceptInvite(Ben, "hb")));
        Assert.Equal("invite_invalid", room.Code(new RoomCommand.RevokeInvite(Anna, "b")));
        room.Now += TimeSpan.FromMinutes(1);
        Assert.Equal("invite_invalid", room.Code(new RoomCommand.AcceptInvite(Ben, "ha")));
    }

    [Fact]
    public void Only_owners_invite_above_member_and_only_so_many_invites_live()
    {
        var room = Made(RoomRules.Default with { MaxInvites = 1 });
        room.Gives(Ben, RoomRole.Moderator);

        Assert.Equal("forbidden", room.Code(new RoomCommand.CreateInvite(Cleo, "a", "h", RoomRole.Member, 1, NextYear)));
        Assert.Equal("forbidden", room.Code(new RoomCommand.CreateInvite(Ben, "a", "h", RoomRole.Moderator, 1, NextYear)));
        Assert.IsType<RoomAnswer.Done>(room.Ask(new RoomCommand.CreateInvite(Ben, "a", "h", RoomRole.Member, 1, NextYear)));
        Assert.Equal("invite_limit", room.Code(new RoomCommand.CreateInvite(Anna, "b", "h", RoomRole.Member, 1, NextYear)));
    }

    // rooms P18
    [Fact]
    public void Of_two_changes_of_one_version_one_is_done()
    {
        var room = Made();

        Assert.Equal("forbidden", room.Code(new RoomCommand.Change(Ben, 1, new("x"))));
        Assert.IsType<RoomAnswer.Unchanged>(room.Ask(new RoomCommand.Change(Anna, 1, new("Lobby"))));
        Assert.IsType<RoomAnswer.Done>(room.Ask(new RoomCommand.Change(Anna, 1, new("Hall", 7))));
        Assert.Equal(["name", "max_clients"], ((RoomEvent.Changed)room.Events[0]).Fields);
        Assert.Equal("version_conflict", room.Code(new RoomCommand.Change(Anna, 1, new("Other"))));
        Assert.Equal((2, "Hall"), (room.State.Version, room.State.Info.Name));
    }

    [Fact]
    public void A_closed_room_takes_nothing_more()
    {
        var room = Made();
        Assert.Equal("forbidden", room.Code(new RoomCommand.Close(Ben, "deleted")));
        Assert.Equal("id_taken", room.Code(new RoomCommand.Create(Ben, "q", LivedRoom.Info)));
        Assert.IsType<RoomAnswer.Done>(room.Ask(new RoomCommand.Close(Anna, "deleted")));

        Assert.Equal("room_not_found", room.Code(Send(Anna, "x")));
        Assert.Equal("id_taken", room.Code(new RoomCommand.Create(Ben, "q", LivedRoom.Info)));
    }
}
