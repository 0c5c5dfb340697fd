using System.Collections.Immutable;
using Rollcall.Apps.Accounts;
using Rollcall.Tests.Support.Accounts;
using Xunit;

namespace Rollcall.Tests.Apps.Accounts;

public class AccountsTests
{
    [Fact]
    public void A_handle_is_unique_without_regard_to_case_and_kept_as_typed()
    {
        var lived = new LivedAccounts();
        lived.Add("Ada");
        Assert.Equal(new AccountAnswer.Refused("handle_taken"), lived.Do(new AccountCommand.AddUser("aDA", "member", "h")));
        Assert.Equal("Ada", lived.Book.UserByHandle("ADA")!.Handle);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".ada")]
    [InlineData("ada lovelace")]
    [InlineData("adá")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123x")]
    public void A_bad_handle_is_refused(string handle) =>
        Assert.Equal(new AccountAnswer.Refused("bad_handle"), new LivedAccounts().Do(new AccountCommand.AddUser(handle, "member", "h")));

    [Fact]
    public void A_password_set_closes_every_session_but_the_one_that_asked_application_tokens_included()
    {
        var lived = new LivedAccounts();
        var ada = lived.Add("ada");
        var (mine, _) = lived.LogIn(ada, "uuid-0001");
        lived.LogIn(ada, "uuid-0002");
        lived.Do(new AccountCommand.OpenToken(ada, "backup", "t"));

        Assert.Equal(new AccountAnswer.Refused("wrong_password"), lived.Do(new AccountCommand.SetPassword(ada, "hash of before", "new", mine)));
        Assert.Equal(new AccountAnswer.Closed(2), lived.Do(new AccountCommand.SetPassword(ada, "hash of ada", "new", mine)));
        Assert.Equal([mine], lived.Book.Users[ada].Sessions);
        Assert.All(lived.Events.OfType<AccountEvent.SessionClosed>(), closed => Assert.Equal("password_changed", closed.Reason));
    }

    [Theory]
    [InlineData(SessionScope.This, 1, "logged_out")]
    [InlineData(SessionScope.Others, 2, "revoked revoked")]
    [InlineData(SessionScope.All, 3, "logged_out revoked revoked")]
    public void Sessions_are_closed_by_scope_each_with_its_reason_and_the_device_stays(SessionScope scope, int closed, string reasons)
    {
        var lived = new LivedAccounts();
        var ada = lived.Add("ada");
        var (mine, _) = lived.LogIn(ada, "uuid-0001");
        lived.LogIn(ada, "uuid-0002");
        lived.Do(new AccountCommand.OpenToken(ada, "backup", "t"));

        Assert.Equal(new AccountAnswer.Closed(closed), lived.Do(new AccountCommand.CloseSessions(ada, scope, mine)));
        Assert.Equal(reasons, string.Join(' ', lived.Events.OfType<AccountEvent.SessionClosed>().Select(one => one.Reason)));
        Assert.Equal(2, lived.Book.Devices.Count);
    }

    [Fact]
    public void Only_an_application_token_can_be_revoked_by_its_id()
    {
        var lived = new LivedAccounts();
        var ada = lived.Add("ada");
        var (session, _) = lived.LogIn(ada, "uuid-0001");
        var token = ((AccountAnswer.Done)lived.Do(new AccountCommand.OpenToken(ada, "backup", "t"))).Id;
        Assert.Equal(new AccountAnswer.Refused("not_found"), lived.Do(new AccountCommand.RevokeToken(session)));
        Assert.Equal(new AccountAnswer.Closed(1), lived.Do(new AccountCommand.RevokeToken(token)));
        Assert.Equal([session], lived.Book.Users[ada].Sessions);
    }

    // devices P29
    [Fact]
    public void The_ids_of_a_removed_user_and_of_what_was_theirs_are_not_given_again_also_after_a_snapshot()
    {
        var lived = new LivedAccounts();
        var ada = lived.Add("ada");
        var (session, device) = lived.LogIn(ada, "uuid-0001");
        lived.Do(new AccountCommand.RemoveUser(ada));

        var again = lived.Snapshot().Again!;
        Assert.Equal((ada, device, session), (again.LastUser, again.LastDevice, again.LastSession));
        Assert.Empty(again.Users);
        Assert.Empty(again.ByToken);
        Assert.NotEqual(ada, lived.Add("ada"));
    }

    [Fact]
    public void Touches_only_move_forward_and_leave_out_who_has_gone()
    {
        var lived = new LivedAccounts();
        var ada = lived.Add("ada");
        var (session, device) = lived.LogIn(ada, "uuid-0001");
        var later = lived.Now.AddMinutes(5);
        lived.Do(new AccountCommand.Touch([new(device, later, 7)], [new(session, later)]));
        lived.Do(new AccountCommand.Touch([new(device, lived.Now, 3), new(99, later, 1)], [new(session, lived.Now), new(99, later)]));
        Assert.Empty(lived.Events);
        Assert.Equal((later, 7, later), (lived.Book.Devices[device].LastSeen, lived.Book.Devices[device].DeliveredSeq, lived.Book.Sessions[session].LastUsed));
    }

    [Fact]
    public void A_first_delivery_of_nothing_is_kept_as_such() // 0 is not null: the device was connected before
    {
        var lived = new LivedAccounts();
        var (_, device) = lived.LogIn(lived.Add("ada"), "uuid-0001");
        Assert.Null(lived.Book.Devices[device].DeliveredSeq);
        lived.Do(new AccountCommand.Touch([new(device, lived.Now, 0)], []));
        Assert.Equal(0, lived.Book.Devices[device].DeliveredSeq);
    }

    [Fact]
    public void Sessions_unused_for_too_long_end_and_devices_without_session_go_but_nobody_who_is_connected()
    {
        var lived = new LivedAccounts();
        var ada = lived.Add("ada");
        var (old, oldDevice) = lived.LogIn(ada, "uuid-0001");
        var (connected, connectedDevice) = lived.LogIn(ada, "uuid-0002");
        lived.Now += TimeSpan.FromDays(89);
        var (fresh, freshDevice) = lived.LogIn(ada, "uuid-0003");
        lived.Now += TimeSpan.FromDays(1);

        var lately = new Lately(
            ImmutableDictionary<long, DateTimeOffset>.Empty.Add(connectedDevice, DateTimeOffset.MaxValue), ImmutableDictionary<long, DateTimeOffset>.Empty.Add(connected, DateTimeOffset.MaxValue));
        Assert.Equal(new AccountAnswer.Closed(1), lived.Do(new AccountCommand.Expire(TimeSpan.FromDays(90), lately)));

        Assert.Equal([connected, fresh], lived.Book.Users[ada].Sessions);
        Assert.Equal([connectedDevice, freshDevice], lived.Book.Users[ada].Devices);
        Assert.Equal((old, "expired"), lived.Events.OfType<AccountEvent.SessionClosed>().Select(one => (one.SessionId, one.Reason)).Single());
        Assert.Equal(oldDevice, lived.Events.OfType<AccountEvent.DeviceRemoved>().Single().DeviceId);
    }

    [Fact]
    public void An_event_of_a_later_version_refuses_the_log_with_a_sentence()
    {
        var damage = Assert.Throws<Rollcall.Core.Store.LogDamagedException>(() => new AccountsKind(1, 1).Read("user_knighted", "{}"u8.ToArray()));
        Assert.Contains("later version", damage.Message, StringComparison.Ordinal);
    }
}
