using Rollcall.Apps.Queue;
using Rollcall.Tests.Support.Queue;
using Xunit;
using static Rollcall.Tests.Support.Queue.QueueScene;

namespace Rollcall.Tests.Apps.Queue;

// queue P28
public class ClockTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void The_cool_down_ends_to_the_millisecond_and_a_contact_that_was_undone_does_not_count()
    {
        var scene = Worked("W1AW");
        scene.Do(new QueueCommand.SetCooldown(Anna, 60, true));
        var ask = new QueueCommand.Register(Public, "W1AW/P", null);
        scene.Later(TimeSpan.FromMinutes(60) - Tick);
        Assert.Equal("Callsign was worked recently. Registration is possible again in 1 minutes.", scene.Do<QueueAnswer.Rejected>(ask).Sentence);
        Assert.Equal(1, CooldownRule.Minutes(CooldownRule.Left(scene.State, Callsign.Known("W1AW"), scene.Now)!.Value));
        scene.Later(Tick);
        scene.Do<QueueAnswer.Registered>(ask);

        var undone = Worked("W1AW");
        undone.Do(new QueueCommand.SetCooldown(Anna, 60, true));
        undone.Do<QueueAnswer.UndoneAction>(new QueueCommand.Undo(Anna));
        Assert.Null(CooldownRule.Left(undone.State, Callsign.Known("W1AW"), undone.Now));
    }

    [Fact]
    public void A_worked_caller_stays_in_view_for_the_hours_set()
    {
        var scene = Worked("W1AW");
        scene.Do(new QueueCommand.SetWorkedTtl(Anna, 2));
        scene.Later(TimeSpan.FromHours(2));
        Assert.Single(scene.State.WorkedView(scene.Now));
        scene.Later(Tick);
        Assert.Empty(scene.State.WorkedView(scene.Now));
        Assert.Single(scene.State.Contacts.All);
    }

    [Fact]
    public void An_action_can_be_undone_for_ten_minutes()
    {
        var scene = Worked("W1AW");
        scene.Later(TimeSpan.FromMinutes(10));
        Assert.Equal("complete", scene.State.CanUndo(scene.Now)!.Action);
        scene.Later(Tick);
        Assert.Equal("nothing_to_undo", scene.Refused(new QueueCommand.Undo(Anna)));
    }

    [Fact]
    public void The_average_is_that_of_ten_intervals_of_at_most_a_quarter_of_an_hour()
    {
        static double? Of(params double[] seconds)
        {
            var at = DateTimeOffset.UnixEpoch;
            return Estimates.AverageSeconds([at, .. seconds.Select(one => at += TimeSpan.FromSeconds(one))]);
        }

        Assert.Null(Of(100, 100));
        Assert.Equal(200, Of(100, 200, 300));
        Assert.Equal(900, Of(900, 900, 900));
        Assert.Null(Of(900, 900, 900.001));
        Assert.Equal(200, Of(100, 200, 300, 5_000));
    }

    [Fact]
    public void The_estimate_counts_down_what_is_left_of_the_qso_in_progress()
    {
        var scene = new QueueScene();
        foreach (var callsign in new[] { "W1AW", "K1ABC", "G3XYZ" })
            scene.Register(callsign);
        var start = scene.Now;
        for (var i = 0; i < 3; i++)
        {
            scene.Do(new QueueCommand.Next(Anna, null));
            scene.Later(TimeSpan.FromSeconds(100));
            scene.Register($"F{i}ABC");
        }

        scene.Do(new QueueCommand.Next(Anna, null));
        scene.Register("DL1ABC");
        Assert.Equal([100, 200, 300], Enumerable.Range(1, 3).Select(p => Estimates.EtaSeconds(scene.State, p, scene.Now)!.Value));
        scene.Later(TimeSpan.FromSeconds(40));
        Assert.Equal(60, Estimates.EtaSeconds(scene.State, 1, scene.Now));
        scene.Later(TimeSpan.FromSeconds(4_000));
        Assert.Equal(0, Estimates.EtaSeconds(scene.State, 1, scene.Now));
        scene.Do(new QueueCommand.Cancel(Anna, null));
        Assert.Equal(100, Estimates.EtaSeconds(scene.State, 2, scene.Now));
        Assert.Null(Estimates.EtaSeconds(scene.State with { Active = new(false, start, "anna") }, 2, scene.Now));
    }

    [Fact]
    public void An_address_may_try_so_often_in_ten_minutes_and_hold_so_many_places()
    {
        var (book, scene) = (new AddressBook(attemptsAllowed: 2, waitingAllowed: 0), new QueueScene());
        int? Try() => book.Attempt("192.0.2.1", scene.State, scene.Now);
        Assert.Equal([null, null], new[] { Try(), Try() });
        scene.Later(TimeSpan.FromMinutes(4));
        Assert.Equal(360, Try());
        Assert.Null(book.Attempt("192.0.2.2", scene.State, scene.Now));
        scene.Later(TimeSpan.FromMinutes(6) - Tick);
        Assert.Equal(1, Try());
        scene.Later(Tick);
        Assert.Null(Try());

        var places = new AddressBook(attemptsAllowed: 100, waitingAllowed: 1);
        Assert.Null(places.Attempt("192.0.2.1", scene.State, scene.Now));
        places.Holds("192.0.2.1", scene.Register("W1AW").EntryId);
        Assert.NotNull(places.Attempt("192.0.2.1", scene.State, scene.Now));
        scene.Do(new QueueCommand.Next(Anna, null));
        Assert.Null(places.Attempt("192.0.2.1", scene.State, scene.Now));
    }

    private static QueueScene Worked(string callsign)
    {
        var scene = new QueueScene();
        scene.Register(callsign);
        scene.Do(new QueueCommand.Next(Anna, null));
        scene.Do(new QueueCommand.Complete(Anna, null, null, null, null));
        return scene;
    }
}
