using FsCheck;
using FsCheck.Fluent;
using Rollcall.Apps.Accounts;
using Rollcall.Tests.Support.Accounts;
using Xunit;

namespace Rollcall.Tests.Apps.Accounts;

public class RandomAccountsTests
{
    private static readonly string[] Handles = ["ada", "bob", "cyd"];

    // devices P6, devices P7
    [Fact]
    public void Whatever_is_done_limits_hold_indexes_agree_ids_are_fresh_and_a_snapshot_says_all() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(Gen.Choose(0, int.MaxValue).ListOf(60).ToArbitrary(), choices =>
        {
            var lived = new LivedAccounts(deviceLimit: 3, sessionLimit: 2);
            var given = new HashSet<(string, long)>();
            foreach (var choice in choices)
            {
                lived.Now += TimeSpan.FromMinutes(choice % 7);
                Play(lived, choice, given);
                AssertSound(lived.Book);
            }

            var (text, again) = lived.Snapshot();
            Assert.Equal(text, lived.TextOf(again!));
        }));

    private static void Play(LivedAccounts lived, int choice, HashSet<(string, long)> given)
    {
        var (handle, number) = (Handles[choice / 11 % 3], choice / 97);
        var user = lived.Book.UserByHandle(handle);
        if (user is null)
        {
            Assert.True(given.Add(("user", lived.Add(handle, number % 2 == 0 ? "admin" : "member"))));
            return;
        }

        var device = user.Devices.Count == 0 ? 0 : user.Devices[number % user.Devices.Count];
        var session = user.Sessions.Count == 0 ? 0 : user.Sessions[number % user.Sessions.Count];
        switch (choice % 11)
        {
            case < 5:
                var known = user.Devices;
                var (opened, on) = lived.LogIn(user.Id, $"uuid-000{number % 6}");
                Assert.True(given.Add(("session", opened)));
                Assert.True(known.Contains(on) || given.Add(("device", on)));
                Assert.Contains(on, lived.Book.Users[user.Id].Devices);
                break;
            case 5:
                lived.Do(new AccountCommand.Touch([new(device, lived.Now, number)], [new(session, lived.Now)]));
                break;
            case 6:
                lived.Do(new AccountCommand.RemoveDevice(user.Id, device));
                break;
            case 7:
                lived.Do(new AccountCommand.CloseSessions(user.Id, (SessionScope)(number % 3), session));
                break;
            case 8:
                Assert.True(given.Add(("session", ((AccountAnswer.Done)lived.Do(new AccountCommand.OpenToken(user.Id, "x", $"app token {choice} {given.Count}"))).Id)));
                break;
            case 9:
                lived.Do(new AccountCommand.Expire(TimeSpan.FromMinutes(20), Lately.Nobody));
                break;
            default:
                lived.Do(number % 3 == 0 ? new AccountCommand.RemoveUser(user.Id) : new AccountCommand.SetRole(user.Id, number % 2 == 0 ? "admin" : "member"));
                break;
        }
    }

    private static void AssertSound(AccountBook book)
    {
        Assert.Equal(book.Users.Values.Count(user => user.Role == "admin"), book.Admins);
        Assert.Equal(book.Sessions.Values.Select(one => (one.TokenHash, one.Id)).Order(), book.ByToken.Select(one => (one.Key, one.Value)).Order());
        foreach (var user in book.Users.Values)
        {
            Assert.True(user.Devices.Count <= 3);
            Assert.Equal(book.Devices.Values.Where(one => one.UserId == user.Id).Select(one => one.Id).Order(), user.Devices.Order());
            Assert.Equal(book.Sessions.Values.Where(one => one.UserId == user.Id).Select(one => one.Id).Order(), user.Sessions.Order());
        }

        foreach (var device in book.Devices.Values)
        {
            Assert.True(device.Sessions.Count <= 2);
            Assert.Equal(book.Sessions.Values.Where(one => one.DeviceId == device.Id).Select(one => one.Id).Order(), device.Sessions.Order());
        }
    }
}
