using System.Collections.Immutable;
using Rollcall.Apps.Meets;
using Rollcall.Tests.Support.Meets;
using Xunit;

namespace Rollcall.Tests.Apps.Meets;

/// <summary>Joining, roles, sessions and what a director manages (specification 4.4, 6.2, 6.4).</summary>
public class SessionsTests
{
    private readonly LivedMeet meet = LivedMeet.With(("Head table", 10), ("Desk 2", 5), ("Desk 3", 1));
    private readonly Seat head;
    private readonly Seat desk;

    public SessionsTests() => (head, desk) = (meet["Head table"], meet["Desk 2"]);

    [Fact]
    public void P14_each_writer_gets_a_block_of_its_own_also_when_the_same_location_joins_again_and_readers_get_none()
    {
        Assert.Equal([1, 2, 3], new[] { head.Block, desk.Block, meet["Desk 3"].Block });
        Assert.Equal(4, meet.Join("Desk 2").Block);
        Assert.Null(meet.Join("Desk 2", writes: false).Block);
        meet.GoOnFrom(meet.Replayed());
        Assert.Equal(5, meet.Join("Desk 3").Block);
        Assert.Equal(new EntryIds(50_000, 59_999), EntryIds.Of(5));
    }

    [Fact]
    public void The_creating_location_is_a_directors_the_others_write_and_who_joins_to_read_reads()
    {
        Assert.Equal([MeetRole.Director, MeetRole.Writer], new[] { head.Role, desk.Role });
        Assert.Equal(MeetRole.Director, meet.Join("Head table").Role);
        Assert.Equal(MeetRole.Reader, meet.Join("Head table", writes: false).Role);
    }

    [Fact]
    public void A_session_expires_after_seven_days_without_use_and_using_it_keeps_it()
    {
        meet.Now += TimeSpan.FromDays(6);
        var record = meet.State.Auth!.Sessions[desk.SessionId] with { LastUsed = SessionRule.Hour(meet.Now) };
        Assert.Equal(MeetAnswer.Noted.Well, meet.Ask(new MeetCommand.Using(record, null)));
        meet.Now += TimeSpan.FromDays(2);
        Assert.Null(meet.Sets(desk, "meet.name", "\"x\"").Refusal);
        Assert.Equal(new MeetAnswer.NoSession("EXPIRED"), Send(head));
        Assert.Equal(new MeetAnswer.NoSession("UNKNOWN"), meet.Ask(new MeetCommand.Update("nobody", "k3f9x2", [])));
    }

    [Fact]
    public void A_session_that_was_ended_meanwhile_is_not_kept_alive()
    {
        var record = meet.State.Auth!.Sessions[desk.SessionId] with { LastUsed = meet.Now + TimeSpan.FromHours(1) };
        Manage(endSessions: ["Desk 2"]);
        Assert.Equal(new MeetAnswer.NoSession("ENDED"), meet.Ask(new MeetCommand.Using(record, null)));
        Assert.Equal(new MeetAnswer.NoSession("ENDED"), Send(desk));
    }

    [Fact]
    public void Only_so_many_sessions_hold_at_once_and_one_that_is_taken_over_makes_room()
    {
        Assert.Equal("MEET_FULL", Assert.IsType<MeetAnswer.Rejected>(Join(maxSessions: 3)).Code);
        Assert.IsType<MeetAnswer.Admitted>(Join(maxSessions: 3, takesOver: desk));
        Manage(endSessions: ["desk 3"]);
        Assert.IsType<MeetAnswer.Admitted>(Join(maxSessions: 3));
    }

    [Fact]
    public void A_director_ends_the_sessions_of_locations_of_all_others_and_of_locations_that_are_gone()
    {
        Assert.Equal(1, Manage(endSessions: ["DESK 2"]));
        Assert.Equal(0, Manage(endSessions: ["Desk 2", "Nobody"]));
        meet.Join("Desk 2");
        Assert.Equal(1, Manage(locations: [new("Head table", 10, true), new("Desk 3", 7, false)]));
        Assert.Equal(1, Manage(endOthers: true));
        Assert.Null(meet.Sets(head, "meet.name", "\"x\"").Refusal);
    }

    [Fact]
    public void A_session_that_has_expired_is_not_counted_as_ended()
    {
        meet.Now += TimeSpan.FromDays(8);
        var fresh = meet.Join("Head table");
        Assert.Equal(new MeetAnswer.Managed(0), meet.Ask(new MeetCommand.Manage(fresh.SessionId, null, null, [], EndOthers: true, NewViewToken: false)));
    }

    [Fact]
    public void The_list_must_keep_a_directors_location()
    {
        Assert.Equal("BAD_LOCATIONS", Assert.IsType<MeetAnswer.Rejected>(meet.Ask(new MeetCommand.Manage(head.SessionId, [new("Desk 2", 1, false)], null, [], false, false))).Code);
        Assert.Equal("NOT_DIRECTOR", Assert.IsType<MeetAnswer.Rejected>(meet.Ask(new MeetCommand.Manage(desk.SessionId, null, null, [], EndOthers: true, NewViewToken: false))).Code);
        Assert.Equal(2, Manage(locations: [new("Desk 9", 1, true)]) - 1);
    }

    // A desk that becomes a director's while its request is on the way has been looked at by nobody before.
    [Fact]
    public void A_list_that_no_meet_can_have_is_refused_where_it_is_decided()
    {
        var many = Enumerable.Range(0, 64).Select(number => new Location($"Desk {number}", 1, false));
        var bad = new Location[][] { [new("Head table", 1, true), .. many], [new("Head table", 1, true), new("HEAD TABLE", 2, true)], [new("Head table", 1001, true)], [] };
        Assert.All(bad, list => Assert.Equal("BAD_LOCATIONS", Assert.IsType<MeetAnswer.Rejected>(meet.Ask(new MeetCommand.Manage(head.SessionId, [.. list], null, [], false, false))).Code));
    }

    [Fact]
    public void A_new_password_ends_no_session_and_a_new_view_token_kills_the_old_ones()
    {
        Assert.Equal(new MeetAnswer.Managed(0), meet.Ask(new MeetCommand.Manage(head.SessionId, null, "$new$", [], EndOthers: false, NewViewToken: true)));
        Assert.Equal(("$new$", 2), (meet.State.Auth!.PasswordHash, meet.State.Auth.ViewGeneration));
    }

    [Fact]
    public void What_lies_beside_the_log_is_read_back_as_it_was()
    {
        Manage(endSessions: ["Desk 2"]);
        var kind = new MeetKind(MeetRules.Default);
        var written = new System.Buffers.ArrayBufferWriter<byte>();
        kind.WriteSecret(meet.State, written);
        var read = kind.WithSecret(new Meet(LivedMeet.Id), written.WrittenMemory).Auth!;
        var lived = meet.State.Auth!;
        Assert.Equal(lived with { Sessions = read.Sessions, Locations = read.Locations }, read);
        Assert.Equal(lived.Locations.AsEnumerable(), read.Locations);
        Assert.Equal(lived.Sessions.Values.OrderBy(one => one.Id), read.Sessions.Values.OrderBy(one => one.Id));
    }

    [Fact]
    public void A_finished_meet_is_joined_without_a_trace_in_its_log()
    {
        meet.Ask(new MeetCommand.Publish(head.SessionId, "a@b", new byte[] { 65 }, DryRun: false));
        var end = meet.State.Head;
        Assert.Null(meet.Join("Desk 2").Block);
        meet.GoOnFrom(meet.State with { Auth = null });
        var restored = (MeetAnswer.Admitted)meet.Ask(new MeetCommand.Restore("m81qz0", "k3f9x2", 1, Proven: true, Some.Auth([("Head table", 10)]), new("s-9", "author-9", "Head table", Writes: true, meet.Now)));
        Assert.Equal((null, end), (restored.Block, meet.State.Head));
    }

    private MeetAnswer Send(Seat seat) => meet.Ask(new MeetCommand.Update(seat.SessionId, "k3f9x2", [Some.Update("meet.city", "\"x\"", 77, 0)]));

    private MeetAnswer Join(int maxSessions, Seat? takesOver = null) =>
        meet.Ask(new MeetCommand.Join(new($"s{meet.State.Auth!.Sessions.Count}", "fresh", "Desk 2", Writes: true, meet.Now), "m81qz0", takesOver?.SessionId, takesOver?.AuthorId, maxSessions));

    private int Manage(ImmutableArray<Location>? locations = null, string[]? endSessions = null, bool endOthers = false) =>
        ((MeetAnswer.Managed)meet.Ask(new MeetCommand.Manage(head.SessionId, locations, null, [.. endSessions ?? []], endOthers, NewViewToken: false))).SessionsEnded;
}
