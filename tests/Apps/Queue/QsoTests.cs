using Rollcall.Apps.Queue;
using Rollcall.Tests.Support.Queue;
using Xunit;
using static Rollcall.Tests.Support.Queue.QueueScene;

namespace Rollcall.Tests.Apps.Queue;

public class QsoTests
{
    private static readonly LoggingReport Report = new(14.205m, "CW", "hotkey", "N1MM");

    [Fact]
    public void Next_takes_the_first_and_logs_the_one_it_replaces()
    {
        var scene = new QueueScene();
        scene.Register("W1AW");
        scene.Register("K1ABC");
        Assert.Equal("W1AW", scene.Do<QueueAnswer.NowWorking>(new QueueCommand.Next(Anna, null)).Qso!.Callsign.Text);
        Assert.Equal(["qso_started", "entry_removed(started)"], scene.Events);
        Assert.Equal("queue", scene.State.Current!.Metadata.Source);

        scene.Do(new QueueCommand.Next(Anna, null));
        Assert.Equal(["contact_logged", "qso_started", "entry_removed(started)"], scene.Events);
        Assert.Null(scene.Do<QueueAnswer.NowWorking>(new QueueCommand.Next(Anna, null)).Qso);
        Assert.Equal(["contact_logged", "qso_ended(completed)"], scene.Events);
        Assert.Null(scene.Do<QueueAnswer.NowWorking>(new QueueCommand.Next(Anna, null)).Qso);
        Assert.Empty(scene.Events);
        Assert.Equal(["W1AW", "K1ABC"], scene.State.Contacts.All.Values.Select(one => one.Callsign.Text));
    }

    [Fact]
    public void Work_takes_a_certain_one_remembers_its_place_and_does_nothing_for_the_current()
    {
        var scene = new QueueScene();
        scene.Register("W1AW");
        scene.Register("K1ABC/P");
        Assert.Equal("Callsign F5ABC not found in queue or current QSO", scene.Do<QueueAnswer.Rejected>(new QueueCommand.Work(Anna, " f5abc", new("X1X"))).Sentence);
        Assert.Equal("current_changed", scene.Refused(new QueueCommand.Work(Anna, "K1ABC", new("W1AW"))));

        scene.Do<QueueAnswer.NowWorking>(new QueueCommand.Work(Anna, "k1abc", new(null)));
        Assert.Equal(["qso_started", "entry_removed(started)"], scene.Events);
        Assert.Equal(new("queue_specific", 2), scene.State.Current!.Metadata);
        Assert.Equal("W1AW", scene.Waiting);

        Assert.True(scene.Do<QueueAnswer.NowWorking>(new QueueCommand.Work(Anna, "K1ABC", null)).WasAlreadyCurrent);
        Assert.Empty(scene.Events);
    }

    [Fact]
    public void A_logging_program_starts_a_qso_and_drops_or_completes_the_one_before()
    {
        var scene = new QueueScene();
        QueueCommand.LogDirect Log(string callsign, bool complete = false, Qrz? known = null) => new(Anna, callsign, Report, complete, known);
        Assert.Equal("callsign_required", scene.Refused(Log(" ")));
        Assert.Equal("bad_callsign", scene.Refused(Log("???")));
        Assert.Equal("inactive", new QueueScene(active: false).Refused(Log("W1AW")));
        Assert.Equal("logger_disabled", scene.Refused(Log("W1AW")));
        scene.Do(new QueueCommand.SetLogger(Anna, true));
        var entry = scene.Register("W1AW");
        scene.Do(new QueueCommand.TakeLookUp(new("W1AW", "Hiram")));

        var taken = scene.Do<QueueAnswer.LoggingTaken>(Log("W1AW", known: new("W1AW", "Not this")));
        Assert.Equal(["qso_started", "entry_removed(started)"], scene.Events);
        Assert.Equal((true, "queue", "Hiram"), (taken.WasInQueue, taken.Qso.Metadata.Source, taken.Qso.Qrz.Name));

        scene.Do(Log("W1AW"));
        Assert.Equal(["qso_updated"], scene.Events);

        scene.Do(Log("DL1ABC", known: new("DL1ABC", "Dora")));
        Assert.Equal(["qso_started"], scene.Events);
        Assert.Equal("cancelled", scene.State.Outcomes[entry.EntryId].Status);
        Assert.Equal(("direct", "Dora"), (scene.State.Current!.Metadata.Source, scene.State.Current.Qrz.Name));
        Assert.Empty(scene.State.Contacts.All);

        scene.Do(Log("DL2ABC", complete: true));
        Assert.Equal(["contact_logged", "qso_started"], scene.Events);
        Assert.Equal((14.205m, "20m", "CW"), (scene.State.Contacts.All.Values.Single().FrequencyMhz, scene.State.Contacts.All.Values.Single().Band, scene.State.Contacts.All.Values.Single().Mode));
    }

    [Fact]
    public void Completing_logs_the_contact_with_what_was_in_force()
    {
        var scene = new QueueScene();
        Assert.Null(scene.Do<QueueAnswer.Completed>(new QueueCommand.Complete(Anna, null, null, null, new(null))).Qso);
        Assert.Empty(scene.Events);
        scene.Do(new QueueCommand.SetFrequency(Anna, "14205", null, "SSB"));
        scene.Do(new QueueCommand.SetSplit(Anna, "up 5"));
        scene.Register("W1AW");
        scene.Later(TimeSpan.FromSeconds(125));
        scene.Do(new QueueCommand.Next(Anna, null));
        scene.Later(TimeSpan.FromSeconds(60));
        Assert.Equal("current_changed", scene.Refused(new QueueCommand.Complete(Anna, null, null, null, new("K1ABC"))));
        Assert.Equal("current_changed", scene.Refused(new QueueCommand.Cancel(Anna, new(null))));

        var done = scene.Do<QueueAnswer.Completed>(new QueueCommand.Complete(Anna, "59", "57", "nice", new("w1aw ")));

        Assert.Equal(["contact_logged", "qso_ended(completed)"], scene.Events);
        var contact = scene.State.Contacts.All.Values.Single();
        Assert.Equal(
            new Contact(scene.State.Head - 1, done.Qso!.Callsign, scene.Now.AddSeconds(-60), scene.Now, 14.205m, 14.21m, "20m", "SSB", "59", "57", "nice", new("W1AW"), "anna", "queue", 125), contact);
        Assert.Equal((1, scene.Now), (done.Worked!.Times, done.Worked.Last));
    }

    [Fact]
    public void Cancelling_logs_nothing()
    {
        var scene = new QueueScene();
        scene.Register("W1AW");
        scene.Do(new QueueCommand.Next(Anna, null));
        Assert.Equal("W1AW", scene.Do<QueueAnswer.Cancelled>(new QueueCommand.Cancel(Anna, null)).Qso!.Callsign.Text);
        Assert.Equal(["qso_ended(cancelled)"], scene.Events);
        Assert.Null(scene.Do<QueueAnswer.Cancelled>(new QueueCommand.Cancel(Anna, null)).Qso);
        Assert.Empty(scene.Events);
        Assert.Empty(scene.State.Contacts.All);
    }

    // queue P6
    [Fact]
    public void Two_operators_who_press_next_at_once_lose_nobody()
    {
        var scene = new QueueScene();
        foreach (var callsign in new[] { "W1AW", "K1ABC", "G3XYZ" })
            scene.Register(callsign);
        scene.Do(new QueueCommand.Next(Anna, new(null)));
        scene.Do<QueueAnswer.NowWorking>(new QueueCommand.Next(Anna, new("W1AW")));

        Assert.Equal("current_changed", scene.Refused(new QueueCommand.Next(Ben, new("W1AW"))));

        Assert.Single(scene.State.Contacts.All);
        Assert.Equal("G3XYZ", scene.Waiting);
    }
}
