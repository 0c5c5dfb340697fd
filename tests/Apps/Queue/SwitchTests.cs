using Rollcall.Apps.Queue;
using Rollcall.Tests.Support.Queue;
using Xunit;
using static Rollcall.Tests.Support.Queue.QueueScene;

namespace Rollcall.Tests.Apps.Queue;

public class SwitchTests
{
    // queue P8
    [Fact]
    public void Switching_off_leaves_no_entry_no_qso_no_frequency_and_no_split_and_a_second_click_does_nothing()
    {
        var scene = new QueueScene();
        scene.Do(new QueueCommand.SetFrequency(Anna, "14205", null, null));
        scene.Do(new QueueCommand.SetSplit(Anna, "+5"));
        scene.Do(new QueueCommand.BanCallsign(Anna, "F5ABC", null, false));
        foreach (var callsign in new[] { "W1AW", "K1ABC", "G3XYZ" })
            scene.Register(callsign);
        scene.Do(new QueueCommand.Next(Anna, null));
        scene.Do(new QueueCommand.Next(Anna, null));
        scene.Do(new QueueCommand.SetPaused(Anna, true));
        Assert.False(scene.Do<QueueAnswer.ActiveSet>(new QueueCommand.SetActive(Ben, true)).Changed);
        Assert.Empty(scene.Events);

        var off = scene.Do<QueueAnswer.ActiveSet>(new QueueCommand.SetActive(Ben, false));

        Assert.Equal(["deactivated", "qso_ended(deactivated)", "queue_cleared(deactivated)", "split_cleared", "frequency_cleared"], scene.Events);
        Assert.Equal((true, 1, true, "ben"), (off.Changed, off.ClearedCount, off.QsoCleared, off.Active.By));
        Assert.Equal((0, null, null, null), (scene.State.Entries.Count, scene.State.Current, scene.State.Frequency.Text, scene.State.Split.Text));
        Assert.Equal((1, 1, true), (scene.State.Contacts.All.Count, scene.State.Bans.Count, scene.State.Paused.On));
        Assert.Equal("nothing_to_undo", scene.Refused(new QueueCommand.Undo(Anna)));
        scene.Do(new QueueCommand.SetActive(Ben, false));
        Assert.Empty(scene.Events);
        scene.Do(new QueueCommand.SetActive(Anna, true));
        Assert.Equal(["activated", "queue_cleared(activated)"], scene.Events);
    }

    [Fact]
    public void Five_events_are_told_when_it_is_switched_off_though_nothing_was_on()
    {
        var scene = new QueueScene();
        scene.Do(new QueueCommand.SetActive(Anna, false));
        Assert.Equal(5, scene.Events.Count);
    }

    [Fact]
    public void Settings_that_change_nothing_are_not_told()
    {
        var scene = new QueueScene();
        scene.Do(new QueueCommand.SetPaused(Anna, false));
        Assert.Empty(scene.Events);
        scene.Do(new QueueCommand.SetPaused(Anna, true));
        Assert.Equal(["paused"], scene.Events);
        scene.Do(new QueueCommand.SetPaused(Anna, false));
        Assert.Equal(["resumed"], scene.Events);
        Assert.False(scene.Do<QueueAnswer.LoggerSet>(new QueueCommand.SetLogger(Anna, false)).Logger.On);
        Assert.Empty(scene.Events);
        scene.Do(new QueueCommand.SetLogger(Anna, true));
        Assert.Equal(["logger_set"], scene.Events);
        Assert.False(scene.Do<QueueAnswer.FrequencyIs>(new QueueCommand.ClearFrequency(Anna)).Cleared);
        Assert.Empty(scene.Events);
        scene.Do(new QueueCommand.SetFrequency(Anna, "  14205 ", null, null));
        Assert.Equal("14205", scene.State.Frequency.Text);
        Assert.True(scene.Do<QueueAnswer.FrequencyIs>(new QueueCommand.ClearFrequency(Anna)).Cleared);
        Assert.Equal(["frequency_cleared"], scene.Events);
        Assert.False(scene.Do<QueueAnswer.SplitIs>(new QueueCommand.ClearSplit(Anna)).Cleared);
        scene.Do(new QueueCommand.SetSplit(Anna, "+5"));
        Assert.Equal(["split_set"], scene.Events);
        scene.Do(new QueueCommand.ClearSplit(Anna));
        Assert.Equal(["split_cleared"], scene.Events);
        Assert.Equal((72, 0), (scene.Do<QueueAnswer.WorkedTtlSet>(new QueueCommand.SetWorkedTtl(Anna, null)).Hours, scene.Events.Count));
        scene.Do(new QueueCommand.SetWorkedTtl(Anna, 5));
        Assert.Equal(["worked_ttl_set"], scene.Events);
    }

    [Fact]
    public void Bans_are_by_base_call_and_there_are_so_many_of_them()
    {
        var scene = new QueueScene();
        Assert.Equal("bad_callsign", scene.Refused(new QueueCommand.BanCallsign(Anna, "??", null, false)));
        Assert.Equal("not_banned", scene.Refused(new QueueCommand.Unban(Anna, "W1AW")));
        scene.Register("W1AW/P");
        scene.Do(new QueueCommand.BanCallsign(Anna, "w1aw", "noise", true));
        Assert.Equal(["banned", "entry_removed(banned)"], scene.Events);
        scene.Do(new QueueCommand.Unban(Anna, "VK9/W1AW"));
        Assert.Equal(["unbanned"], scene.Events);
        scene.Do(new QueueCommand.ClearBans(Anna));
        Assert.Empty(scene.Events);
        for (var i = 0; i < 1_000; i++)
            scene.Do(new QueueCommand.BanCallsign(Anna, $"X{i}Y", null, false));
        Assert.Equal("validation", scene.Refused(new QueueCommand.BanCallsign(Anna, "W1AW", null, false)));
        scene.Do<QueueAnswer.BansChanged>(new QueueCommand.BanCallsign(Anna, "X7Y", "again", false));
        scene.Do(new QueueCommand.ClearBans(Anna));
        Assert.Equal(["bans_cleared"], scene.Events);
    }

    [Fact]
    public void A_change_of_the_configuration_is_noted_and_a_smaller_size_throws_nobody_out()
    {
        var scene = new QueueScene(maxSize: 2);
        scene.Register("W1AW");
        scene.Register("K1ABC");
        QueueCommand.Configure With(int size) => new(new("20 m SSB", size, "EI0ABC"), 5, "other", new string('B', 43));
        scene.Do(With(2));
        Assert.Empty(scene.Events);

        scene.Do(With(1));

        Assert.Equal(["configured"], scene.Events);
        Assert.Equal(("W1AW K1ABC", 1, "k3v9", 72, new string('A', 43)), (scene.Waiting, scene.State.Terms.MaxSize, scene.State.Epoch, scene.State.WorkedTtlHours, scene.State.Secret!.TicketKey));
        Assert.Equal("queue_full", scene.Refused(new QueueCommand.Register(Public, "G3XYZ", null)));
    }
}
