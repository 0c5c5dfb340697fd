using FsCheck;
using FsCheck.Fluent;
using Rollcall.Apps.Queue;
using Rollcall.Tests.Support.Queue;
using Xunit;

namespace Rollcall.Tests.Apps.Queue;

/// <summary>Queues lived by chance, and what must hold of each of them at every moment.</summary>
public class RandomQueueTests
{
    private static readonly int Scale = Environment.GetEnvironmentVariable("ROLLCALL_LONG") == "1" ? 50 : 1;

    // queue P2
    [Fact]
    public void Folding_the_events_over_a_snapshot_gives_the_later_snapshot() => Lived(60, steps: 40, seed =>
    {
        FoldedSnapshot? client = null;
        return (scene, chance, before) =>
        {
            client ??= new(before, scene.Now);
            foreach (var moment in scene.State.Recent.Where(one => one.Happened.Seq > before.Head))
                client.Hear(moment);
            Assert.Equal(FoldedSnapshot.TextOf(scene.State, scene.Now), client.Text);
            if (chance.Next(7) == 0)
                client = new(scene.State, scene.Now);
        };
    });

    // queue P5
    [Fact]
    public void Who_came_first_is_first_and_positions_have_no_holes() => Lived(60, steps: 60, _ => (scene, _, before) =>
    {
        var entries = scene.State.Entries;
        Assert.Equal(entries.OrderBy(one => one.Order), entries);
        Assert.Equal(entries.Count, entries.Select(one => one.Callsign.Base).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, entries.Count), entries.Select(one => scene.State.PositionOf(one.EntryId) ?? 0));
        // Whoever waited before and after keeps the order, but for what moves a caller on purpose.
        if (scene.Events.Any(one => one is "entry_moved" or "entry_restored"))
            return;
        var stayed = before.Entries.Select(one => one.EntryId).Where(id => entries.Exists(one => one.EntryId == id));
        Assert.Equal(stayed, entries.Select(one => one.EntryId).Where(id => before.Entries.Exists(one => one.EntryId == id)));
        if (scene.Log is [.., var last] && last.Body.Deed?.Action == "next" && scene.Events.Contains("entry_removed(started)"))
            Assert.Equal(before.Entries[0].EntryId, ((QueueChange.EntryRemoved)last.Body.Change).EntryId);
    });

    // queue P7
    [Fact]
    public void Every_qso_ends_once_and_the_log_has_one_row_for_each_completed_one_not_undone() => Lived(60, steps: 80, _ => (scene, _, _) =>
    {
        var (rows, removed) = (0, 0);
        Qso? current = null;
        foreach (var one in scene.Log)
        {
            switch (one.Body.Change)
            {
                case QueueChange.ContactLogged logged:
                    Assert.Equal(current!.Callsign, logged.Contact.Callsign);
                    rows++;
                    break;
                case QueueChange.ContactRemoved:
                    removed++;
                    break;
                case QueueChange.QsoStarted started:
                    current = started.Qso;
                    break;
                case QueueChange.QsoEnded ended:
                    Assert.Contains(ended.Reason, (string[])["completed", "cancelled", "skipped", "no_show", "deactivated", "undone"]);
                    Assert.True(current is not null || ended.Reason == "deactivated");
                    current = null;
                    break;
            }
        }

        Assert.Equal(rows - removed, scene.State.Contacts.All.Count);
        Assert.Equal(current?.StartedAt, scene.State.Current?.StartedAt);
        var inView = scene.State.Contacts.All.Values.Where(one => one.ContactId > scene.State.Contacts.ViewAfter).GroupBy(one => one.Callsign.Text)
            .Select(all => (all.Key, all.Count(), all.Min(one => one.TimeOff), all.Max(one => one.ContactId))).OrderByDescending(one => one.Item4).Select(one => (one.Key, one.Item2, one.Item3));
        Assert.Equal(inView, scene.State.WorkedView(scene.Now).Select(one => (one.Callsign.Text, one.Times, one.First)));
        Assert.Equal(WorkedObjects.WorkedTotal(scene.State, scene.Now), scene.State.WorkedView(scene.Now).Count());
    });

    // queue P8
    [Fact]
    public void Off_means_that_nothing_is_there() => Lived(60, steps: 60, _ => (scene, _, before) =>
    {
        if (!scene.State.Active.On)
            Assert.Equal((0, null), (scene.State.Entries.Count, scene.State.Current));
        if (before.Active.On && !scene.State.Active.On)
            Assert.Equal(["deactivated", "qso_ended(deactivated)", "queue_cleared(deactivated)", "split_cleared", "frequency_cleared"], scene.Events);
        if (scene.Events is ["deactivated", ..])
            Assert.Equal((null, null), (scene.State.Frequency.Text, scene.State.Split.Text));
    });

    // queue P3, queue P11
    [Fact]
    public void A_log_or_a_snapshot_read_back_gives_the_state_that_was_lived_and_the_bytes_that_were_sent() => Lived(12, steps: 60, _ =>
    {
        var step = 0;
        return (scene, _, _) =>
        {
            if (++step % 20 != 0)
                return;
            var (text, wire) = (QueueScene.Text(scene.State), QueueScene.Wire(scene.State));
            Assert.Equal(text, QueueScene.Text(scene.Replayed()));
            Assert.Equal(wire, QueueScene.Wire(scene.Replayed()));
            foreach (var at in new[] { 1, scene.Log.Count / 2, scene.Log.Count })
            {
                Assert.Equal(text, QueueScene.Text(scene.Restored(at)));
                Assert.Equal(wire, QueueScene.Wire(scene.Restored(at)));
            }
        };
    });

    // queue P4
    [Fact]
    public void Of_many_registrations_as_many_succeed_as_there_are_places_and_of_one_station_exactly_one() =>
        Prop.ForAll(Gen.Choose(1, 12).ToArbitrary(), Gen.Choose(1, 30).ToArbitrary(), (places, callers) =>
        {
            var scene = new QueueScene(maxSize: places);
            var took = Enumerable.Range(0, callers).Count(i => scene.Do(new QueueCommand.Register(QueueScene.Public, $"W{i % 10}A{(char)('A' + i / 10)}", null)) is QueueAnswer.Registered);
            Assert.Equal(Math.Min(places, callers), took);
            var one = new QueueScene(maxSize: places);
            string[] spellings = ["W1AW", "w1aw", " W1AW ", "W1AW/P", "VK9/W1AW", "W1AW/M/QRP"];
            Assert.Equal(1, Enumerable.Range(0, callers).Count(i => one.Do(new QueueCommand.Register(QueueScene.Public, spellings[i % spellings.Length], null)) is QueueAnswer.Registered));
        }).Check(Config.QuickThrowOnFailure);

    // queue P18
    [Fact]
    public void What_everybody_hears_holds_no_operators_name_and_no_ban() => Lived(30, steps: 60, _ => (scene, _, before) =>
    {
        foreach (var moment in scene.State.Recent.Where(one => one.Happened.Seq > before.Head && (QueueWire.TopicOf(one.Happened.Body.Change) & QueueTopics.Public) != 0))
        {
            var told = System.Text.Encoding.UTF8.GetString(QueueWire.Block(moment).Bytes.Span);
            Assert.DoesNotContain("anna", told, StringComparison.Ordinal);
            Assert.DoesNotContain("\"ben\"", told, StringComparison.Ordinal);
            Assert.DoesNotContain("noise", told, StringComparison.Ordinal);
        }
    });

    private static void Lived(int queues, int steps, Func<int, Action<QueueScene, Random, QueueState>> check) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var (scene, chance, story) = (new QueueScene(maxSize: 5), new Random(seed), new List<string>());
            var after = check(seed);
            try
            {
                for (var step = 0; step < steps; step++)
                {
                    var (before, command) = (scene.State, RandomQueue.Any(chance, scene.State));
                    story.Add(command.ToString());
                    scene.Do(command);
                    after(scene, chance, before);
                    scene.Later(TimeSpan.FromSeconds(chance.Next(90)));
                }
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException($"seed {seed}\n{string.Join('\n', story)}\n{broken.Message}", broken);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(queues * Scale));
}
