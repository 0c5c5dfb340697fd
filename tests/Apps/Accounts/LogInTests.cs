using System.Collections.Immutable;
using Rollcall.Apps.Accounts;
using Rollcall.Tests.Support.Accounts;
using Xunit;

namespace Rollcall.Tests.Apps.Accounts;

public class LogInTests
{
    [Fact]
    public void A_known_device_is_brought_up_to_date_and_what_is_absent_stays()
    {
        var lived = new LivedAccounts();
        var ada = lived.Add("ada");
        var (_, first) = lived.LogIn(ada, "uuid-0001", name: "Firefox", os: "Linux");
        lived.Now += TimeSpan.FromDays(1);
        var (_, again) = lived.LogIn(ada, "uuid-0001", name: null, os: "Linux 7", type: "ios");

        Assert.Equal(first, again);
        var device = lived.Book.Devices[first];
        Assert.Equal(("Firefox", "Linux 7", "ios", lived.Now, lived.Now - TimeSpan.FromDays(1)), (device.Name, device.OsInfo, device.Type, device.LastSeen, device.FirstSeen));
        Assert.Equal(2, device.Sessions.Count);
    }

    [Fact]
    public void A_name_its_user_gave_a_device_is_kept_through_log_ins_until_it_is_given_back()
    {
        var lived = new LivedAccounts();
        var ada = lived.Add("ada");
        var (_, device) = lived.LogIn(ada, "uuid-0001", name: "Firefox");
        lived.Do(new AccountCommand.RenameDevice(ada, device, "Kitchen"));
        lived.LogIn(ada, "uuid-0001", name: "Firefox 200");
        Assert.Equal(("Kitchen", true), (lived.Book.Devices[device].Name, lived.Book.Devices[device].Renamed));

        lived.Do(new AccountCommand.RenameDevice(ada, device, null));
        Assert.Equal(("Firefox 200", false), (lived.Book.Devices[device].Name, lived.Book.Devices[device].Renamed));
    }

    [Fact]
    public void A_log_in_with_a_password_that_was_changed_meanwhile_is_refused()
    {
        var lived = new LivedAccounts();
        var ada = lived.Add("ada");
        var answer = lived.Do(new AccountCommand.OpenSession(ada, "hash of before", null, new("uuid-0001", "web", null, null), "t", Lately.Nobody));
        Assert.Equal(new AccountAnswer.Refused("bad_credentials"), answer);
        Assert.Empty(lived.Events);
    }

    // devices P6
    [Fact]
    public void One_device_too_many_removes_the_one_not_seen_for_longest_and_on_a_tie_the_lower_id()
    {
        var lived = new LivedAccounts(deviceLimit: 3);
        var ada = lived.Add("ada");
        var (_, one) = lived.LogIn(ada, "uuid-0001");
        var (_, two) = lived.LogIn(ada, "uuid-0002");
        var (_, three) = lived.LogIn(ada, "uuid-0003");
        lived.Now += TimeSpan.FromHours(1);
        lived.Do(new AccountCommand.Touch([new(one, lived.Now, null)], []));

        var (_, four) = lived.LogIn(ada, "uuid-0004");

        Assert.Equal([one, three, four], lived.Book.Users[ada].Devices);
        var removed = Assert.Single(lived.Events.OfType<AccountEvent.DeviceRemoved>());
        Assert.Equal((two, "device_pruned"), (removed.DeviceId, removed.Reason));
    }

    // devices P6
    [Fact]
    public void Connected_devices_are_last_in_line_and_the_one_signing_in_is_never_removed()
    {
        var lived = new LivedAccounts(deviceLimit: 1);
        var ada = lived.Add("ada");
        var (_, one) = lived.LogIn(ada, "uuid-0001");
        var (_, two) = lived.LogIn(ada, "uuid-0002", Connected(one));
        Assert.Equal([two], lived.Book.Users[ada].Devices);

        var roomy = new LivedAccounts(deviceLimit: 2);
        ada = roomy.Add("ada");
        (_, one) = roomy.LogIn(ada, "uuid-0001");
        roomy.Now += TimeSpan.FromHours(1);
        (_, two) = roomy.LogIn(ada, "uuid-0002");
        var (_, three) = roomy.LogIn(ada, "uuid-0003", Connected(one));
        Assert.Equal([one, three], roomy.Book.Users[ada].Devices);
    }

    [Fact]
    public void A_limit_that_was_lowered_is_kept_at_the_next_log_in()
    {
        var lived = new LivedAccounts();
        var ada = lived.Add("ada");
        for (var i = 0; i < 7; i++)
            lived.LogIn(ada, $"uuid-000{i}");
        var kind = new AccountsKind(3, 10);
        var decision = kind.Decide(lived.Book, new AccountCommand.OpenSession(ada, "hash of ada", null, new("uuid-0003", "web", null, null), "t", Lately.Nobody), lived.Now);
        Assert.Equal(4, decision.Events.Count(one => one.Body is AccountEvent.DeviceRemoved));
    }

    [Fact]
    public void The_eleventh_session_of_a_device_closes_the_one_unused_for_longest()
    {
        var lived = new LivedAccounts();
        var ada = lived.Add("ada");
        var sessions = Enumerable.Range(0, 10).Select(_ => lived.LogIn(ada, "uuid-0001").Session).ToList();
        lived.Now += TimeSpan.FromHours(2);
        lived.Do(new AccountCommand.Touch([], [new(sessions[0], lived.Now)]));

        var (newest, _) = lived.LogIn(ada, "uuid-0001", new(ImmutableDictionary<long, DateTimeOffset>.Empty, Seen(sessions[1])));

        Assert.Equal([sessions[0], sessions[1], .. sessions[3..], newest], lived.Book.Users[ada].Sessions);
        var closed = Assert.Single(lived.Events.OfType<AccountEvent.SessionClosed>());
        Assert.Equal((sessions[2], "revoked"), (closed.SessionId, closed.Reason));
    }

    // devices P7
    [Fact]
    public void The_same_uuid_under_two_users_is_two_devices_and_no_act_of_one_changes_the_other()
    {
        var lived = new LivedAccounts();
        var (ada, bob) = (lived.Add("ada"), lived.Add("bob"));
        var (_, hers) = lived.LogIn(ada, "uuid-0001", name: "hers");
        var (_, his) = lived.LogIn(bob, "uuid-0001", name: "his");
        Assert.NotEqual(hers, his);
        var (before, hisSessions) = (lived.Book.Devices[his], lived.Book.Users[bob].Sessions);

        Assert.Equal(new AccountAnswer.Refused("not_found"), lived.Do(new AccountCommand.RenameDevice(ada, his, "mine")));
        Assert.Equal(new AccountAnswer.Refused("not_found"), lived.Do(new AccountCommand.RemoveDevice(ada, his)));
        lived.Do(new AccountCommand.SetPassword(ada, "hash of ada", "hash two", null));
        lived.Do(new AccountCommand.RemoveDevice(ada, hers));
        lived.Do(new AccountCommand.CloseSessions(ada, SessionScope.All, null));
        lived.Do(new AccountCommand.RemoveUser(ada));

        Assert.Same(before, lived.Book.Devices[his]);
        Assert.Equal(hisSessions, lived.Book.Users[bob].Sessions);
    }

    private static Lately Connected(long device) => new(Seen(device), ImmutableDictionary<long, DateTimeOffset>.Empty);

    private static ImmutableDictionary<long, DateTimeOffset> Seen(long id) => ImmutableDictionary<long, DateTimeOffset>.Empty.Add(id, DateTimeOffset.MaxValue);
}
