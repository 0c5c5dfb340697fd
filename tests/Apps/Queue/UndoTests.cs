using FsCheck;
using FsCheck.Fluent;
using Rollcall.Apps.Queue;
using Rollcall.Tests.Support.Queue;
using Xunit;
using static Rollcall.Tests.Support.Queue.QueueScene;

namespace Rollcall.Tests.Apps.Queue;

public class UndoTests
{
    private static readonly int Scale = Environment.GetEnvironmentVariable("ROLLCALL_LONG") == "1" ? 50 : 1;

    // queue P9
    [Fact]
    public void Whatever_was_done_is_undone_in_full()
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var (scene, chance) = (new QueueScene(maxSize: 6), new Random(seed));
            scene.Do(new QueueCommand.SetLogger(Anna, true));
            for (var i = 0; i < 30; i++)
            {
                scene.Do(chance.Next(3) == 0 ? RandomQueue.Undoable(chance, scene.State) : new QueueCommand.Register(Public, RandomQueue.Station(chance), null));
                scene.Later(TimeSpan.FromSeconds(chance.Next(40)));
            }

            // What was done so far is too old to be undone.
            scene.Later(Undoable.Window + TimeSpan.FromMilliseconds(1));
            var (before, tickets) = (UndoText(scene.State), scene.State.Entries.Select(one => Tickets.Of(scene.State, one.EntryId)).ToList());
            var (done, story) = (new List<string>(), new List<string>());
            while (done.Count < 20 && story.Count < 60)
            {
                var command = RandomQueue.Undoable(chance, scene.State);
                story.Add(command.ToString());
                scene.Do(command);
                if (scene.Events.Count > 0)
                    done.Add(scene.State.UndoStack[^1].Action);
            }

            foreach (var action in done.AsEnumerable().Reverse())
                Assert.Equal(action, scene.Do<QueueAnswer.UndoneAction>(new QueueCommand.Undo(Ben)).Action);
            Assert.True(before == UndoText(scene.State), $"seed {seed}\n{string.Join('\n', story)}\n{before}\n{UndoText(scene.State)}");
            Assert.All(tickets, ticket => Assert.NotNull(Tickets.Open(scene.State, ticket)));
            Assert.Equal("nothing_to_undo", scene.Refused(new QueueCommand.Undo(Ben)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150 * Scale));
    }

    [Fact]
    public void Undoing_next_takes_the_contact_out_brings_the_former_back_and_restores_the_caller_at_the_old_place()
    {
        var scene = new QueueScene();
        var first = scene.Register("W1AW");
        var second = scene.Register("K1ABC");
        scene.Register("G3XYZ");
        scene.Do(new QueueCommand.Next(Anna, null));
        var began = scene.State.Current;
        scene.Later(TimeSpan.FromMinutes(2));
        scene.Do(new QueueCommand.Next(Anna, null));
        var seq = scene.State.Head - 2;
        scene.Register("F5ABC");

        var undone = scene.Do<QueueAnswer.UndoneAction>(new QueueCommand.Undo(Ben));

        Assert.Equal(["contact_removed", "qso_started", "entry_restored"], scene.Events);
        Assert.Equal(new QueueAnswer.UndoneAction("next", "K1ABC", seq), undone);
        Assert.Equal((began, "K1ABC G3XYZ F5ABC", 0), (scene.State.Current, scene.Waiting, scene.State.Contacts.All.Count));
        Assert.Equal(("current", "next"), (Callers.StatusOf(scene.State, first.EntryId), Callers.StatusOf(scene.State, second.EntryId)));
        scene.Do<QueueAnswer.UndoneAction>(new QueueCommand.Undo(Anna));
        Assert.Equal(["qso_ended(undone)", "entry_restored"], scene.Events);
        Assert.Equal("nothing_to_undo", scene.Refused(new QueueCommand.Undo(Anna)));
    }

    [Fact]
    public void Who_is_in_the_queue_again_cannot_be_restored()
    {
        var scene = new QueueScene();
        scene.Register("W1AW");
        scene.Do(new QueueCommand.NoShow(Anna, null, null));
        scene.Register("W1AW/P");
        Assert.Equal("undo_conflict", scene.Refused(new QueueCommand.Undo(Anna)));
        scene.Do(new QueueCommand.Remove(Anna, "W1AW"));
        Assert.Equal("remove", scene.Do<QueueAnswer.UndoneAction>(new QueueCommand.Undo(Anna)).Action);
    }

    [Fact]
    public void A_skipped_caller_who_left_since_leaves_nothing_to_undo()
    {
        var scene = new QueueScene();
        var entry = scene.Register("W1AW");
        scene.Register("K1ABC");
        scene.Do(new QueueCommand.Skip(Anna, null, null));
        scene.Do(new QueueCommand.Leave(Public, Tickets.Of(scene.State, entry.EntryId)));

        Assert.Null(scene.State.CanUndo(scene.Now));
        Assert.Equal("nothing_to_undo", scene.Refused(new QueueCommand.Undo(Anna)));
    }

    [Fact]
    public void Everybody_comes_back_beyond_the_size_and_what_was_looked_up_since_is_kept()
    {
        var scene = new QueueScene(maxSize: 2);
        scene.Register("W1AW");
        scene.Register("K1ABC");
        scene.Do(new QueueCommand.Clear(Anna));
        scene.Register("G3XYZ");
        scene.Register("F5ABC");
        scene.Do(new QueueCommand.Undo(Anna));
        Assert.Equal(["entry_restored", "entry_restored"], scene.Events);
        Assert.Equal("W1AW K1ABC G3XYZ F5ABC", scene.Waiting);

        scene.Do(new QueueCommand.Next(Anna, null));
        scene.Do(new QueueCommand.TakeLookUp(new("W1AW", "Hiram")));
        scene.Do(new QueueCommand.Undo(Anna));
        Assert.Equal("Hiram", scene.State.Entries[0].Qrz.Name);
    }

    [Fact]
    public void Twenty_actions_can_be_undone_and_no_more()
    {
        var scene = new QueueScene();
        scene.Register("W1AW");
        scene.Register("K1ABC");
        for (var i = 0; i < 25; i++)
            scene.Do(new QueueCommand.Skip(Anna, null, null));
        for (var i = 0; i < 20; i++)
            scene.Do<QueueAnswer.UndoneAction>(new QueueCommand.Undo(Anna));
        Assert.Equal("nothing_to_undo", scene.Refused(new QueueCommand.Undo(Anna)));
    }
}
