using Rollcall.Apps.Queue;
using Rollcall.Tests.Support.Queue;
using Xunit;
using static Rollcall.Tests.Support.Queue.QueueScene;

namespace Rollcall.Tests.Apps.Queue;

public class WaitingTests
{
    [Fact]
    public void Whoever_registers_waits_at_the_end_with_what_is_known()
    {
        var scene = new QueueScene();
        scene.Register("W1AW");

        var registered = scene.Do<QueueAnswer.Registered>(new QueueCommand.Register(Public, " k1abc ", new("K1ABC", "Kay")));

        Assert.Equal(["entry_added"], scene.Events);
        Assert.Equal(("K1ABC", 2, "Kay", scene.State.Head), (registered.Entry.Callsign.Text, registered.Position, registered.Entry.Qrz.Name, registered.Entry.EntryId));
        Assert.True(scene.State.Entries[0].Qrz.IsPending);
    }

    [Fact]
    public void Every_reason_not_to_register_comes_in_its_order()
    {
        var scene = new QueueScene(maxSize: 1);
        QueueCommand.Register Ask(string callsign, int? mustWait = null) => new(Public, callsign, null) { AddressMustWait = mustWait };
        // Everything is wrong at first; each step mends one thing.
        scene.Do(new QueueCommand.SetFrequency(Anna, "14205", null, null));
        scene.Register("W1AW");
        scene.Do(new QueueCommand.Next(Anna, null));
        scene.Do(new QueueCommand.Complete(Anna, null, null, null, null));
        scene.Register("W1AW");
        scene.Do(new QueueCommand.SetCooldown(Anna, 60, true));
        scene.Do(new QueueCommand.BanCallsign(Anna, "W1AW/P", null, false));
        scene.Do(new QueueCommand.SetPaused(Anna, true));

        Assert.Equal("callsign_required", scene.Refused(Ask(" ", 9)));
        Assert.Equal("bad_callsign", scene.Refused(Ask("KC1DEFGH", 9)));
        Assert.Equal("Too many registrations from this address. Try again in 9 seconds.", scene.Do<QueueAnswer.Rejected>(Ask("W1AW", 9)).Sentence);
        var off = new QueueScene(active: false);
        Assert.Equal("address_limit", off.Refused(Ask("W1AW", 9)));
        Assert.Equal("inactive", off.Refused(Ask("W1AW")));
        Assert.Equal("paused", scene.Refused(Ask("W1AW")));
        scene.Do(new QueueCommand.SetPaused(Anna, false));
        Assert.Equal("banned", scene.Refused(Ask("W1AW")));
        scene.Do(new QueueCommand.Unban(Anna, "w1aw"));
        Assert.Equal("Callsign was worked recently. Registration is possible again in 60 minutes.", scene.Do<QueueAnswer.Rejected>(Ask("W1AW")).Sentence);
        scene.Do(new QueueCommand.SetCooldown(Anna, 60, false));
        Assert.Equal("already_queued", scene.Refused(Ask("VK9/W1AW")));
        Assert.Equal("Queue is full. Maximum queue size is 1", scene.Do<QueueAnswer.Rejected>(Ask("K1ABC")).Sentence);
    }

    [Fact]
    public void An_operator_may_register_whom_the_public_could_not_but_not_twice_nor_beyond_the_last_place()
    {
        var scene = new QueueScene(maxSize: 1);
        scene.Do(new QueueCommand.SetPaused(Anna, true));
        scene.Do(new QueueCommand.BanCallsign(Anna, "W1AW", null, false));

        scene.Do<QueueAnswer.Registered>(new QueueCommand.Register(Anna, "W1AW", null) { AddressMustWait = 9 });

        Assert.Equal("already_queued", scene.Refused(new QueueCommand.Register(Anna, "W1AW", null)));
        Assert.Equal("queue_full", scene.Refused(new QueueCommand.Register(Anna, "K1ABC", null)));
        Assert.Equal("inactive", new QueueScene(active: false).Refused(new QueueCommand.Register(Anna, "W1AW", null)));
    }

    // queue P20
    [Fact]
    public void A_ticket_opens_its_own_place_only_and_cannot_be_made_without_the_key()
    {
        var scene = new QueueScene();
        var (first, second) = (scene.Register("W1AW"), scene.Register("K1ABC"));
        var ticket = Tickets.Of(scene.State, first.EntryId);
        var mac = ticket[(ticket.IndexOf('.', StringComparison.Ordinal) + 1)..];
        string[] forged =
        [
            "", "x", ".", "0.x", $"{first.EntryId}", $"{first.EntryId}.", $"{second.EntryId}.{mac}", ticket[..^1], ticket + "A", $"0{ticket}", $" {ticket}", $"-{ticket}",
            $"{first.EntryId}.{new string('A', 43)}", Tickets.Of(scene.State with { Epoch = "k3va" }, first.EntryId), Tickets.Of(scene.State with { Name = "cw" }, first.EntryId),
            Tickets.Of(scene.State with { Secret = new(new string('B', 42) + "A", []) }, first.EntryId), Tickets.Of(scene.State, 1_000),
        ];
        foreach (var other in forged)
            Assert.Equal("bad_ticket", scene.Refused(new QueueCommand.Leave(Public, other)));

        Assert.Equal("W1AW", scene.Do<QueueAnswer.Left>(new QueueCommand.Leave(Public, ticket)).Callsign);
        Assert.Equal(["entry_removed(left)"], scene.Events);
        Assert.Equal("not_waiting", scene.Refused(new QueueCommand.Leave(Public, ticket)));
        Assert.Equal("K1ABC", scene.Waiting);
        Assert.Equal("left", Callers.Of(scene.State, first.EntryId, scene.Now)!.Status);
    }

    [Fact]
    public void A_caller_is_told_how_the_place_stands_and_how_it_ended()
    {
        var scene = new QueueScene(maxSize: 10);
        var ids = "W1AW K1ABC G3XYZ F5ABC EI0ABC DL1ABC N0AA A1A".Split(' ').ToDictionary(text => text, text => scene.Register(text).EntryId);
        string Status(string callsign) => Callers.Of(scene.State, ids[callsign], scene.Now)!.Status;
        Assert.Equal(("next", "waiting"), (Status("W1AW"), Status("K1ABC")));

        scene.Do(new QueueCommand.Next(Anna, null));
        Assert.Equal(("current", "next"), (Status("W1AW"), Status("K1ABC")));
        scene.Do(new QueueCommand.Next(Anna, null));
        Assert.Equal(("worked", "current"), (Status("W1AW"), Status("K1ABC")));
        scene.Do(new QueueCommand.Cancel(Anna, null));
        scene.Do(new QueueCommand.NoShow(Anna, null, null));
        scene.Do(new QueueCommand.Remove(Anna, "F5ABC"));
        scene.Do(new QueueCommand.BanCallsign(Anna, "EI0ABC", null, true));
        scene.Do(new QueueCommand.Next(Anna, null));
        scene.Do(new QueueCommand.SetLogger(Anna, true));
        scene.Do(new QueueCommand.LogDirect(Anna, "ZL1AA", new(null, null, null, "logger"), false, null));
        scene.Do(new QueueCommand.Clear(Anna));

        Assert.Equal("cancelled no_show removed removed cancelled cleared cleared", string.Join(' ', "K1ABC G3XYZ F5ABC EI0ABC DL1ABC N0AA A1A".Split(' ').Select(Status)));
        Assert.Null(Callers.Of(scene.State, 999, scene.Now));
    }

    [Fact]
    public void Skipping_moves_to_the_end_and_the_ticket_stays_good()
    {
        var scene = new QueueScene();
        var first = scene.Register("W1AW");
        scene.Register("K1ABC");

        Assert.Equal("W1AW", scene.Do<QueueAnswer.Skipped>(new QueueCommand.Skip(Anna, null, null)).Callsign);
        Assert.Equal(["entry_moved"], scene.Events);
        Assert.Equal("K1ABC W1AW", scene.Waiting);
        Assert.Equal((first.EntryId, 1), (scene.State.Entries[1].EntryId, scene.State.Entries[1].Skips));

        scene.Do(new QueueCommand.Next(Anna, null));
        scene.Do<QueueAnswer.Skipped>(new QueueCommand.Skip(Anna, null, null));
        Assert.Equal(["qso_ended(skipped)", "entry_restored"], scene.Events);
        Assert.Equal("W1AW K1ABC", scene.Waiting);
        Assert.Null(scene.State.Current);
        Assert.Empty(scene.State.Outcomes);
    }

    [Fact]
    public void Skip_and_no_show_refuse_who_is_not_there_and_what_did_not_come_from_the_queue()
    {
        var scene = new QueueScene();
        Assert.Equal("not_in_queue", scene.Refused(new QueueCommand.Skip(Anna, null, null)));
        Assert.Equal("not_in_queue", scene.Refused(new QueueCommand.NoShow(Anna, null, new(null))));
        scene.Register("W1AW");
        Assert.Equal("not_in_queue", scene.Refused(new QueueCommand.Skip(Anna, "K1ABC", new("K1ABC"))));
        Assert.Equal("current_changed", scene.Refused(new QueueCommand.Skip(Anna, "W1AW", new("K1ABC"))));
        Assert.Equal("current_changed", scene.Refused(new QueueCommand.NoShow(Anna, "W1AW", new("K1ABC"))));
        scene.Do(new QueueCommand.SetLogger(Anna, true));
        scene.Do(new QueueCommand.LogDirect(Anna, "DL1ABC", new(null, null, null, "logger"), false, null));

        Assert.Equal("not_in_queue", scene.Refused(new QueueCommand.Skip(Anna, null, null)));
        Assert.Equal("DL1ABC", scene.Do<QueueAnswer.NotThere>(new QueueCommand.NoShow(Anna, null, null)).Callsign);
        Assert.Equal(["qso_ended(no_show)"], scene.Events);
        scene.Do<QueueAnswer.NotThere>(new QueueCommand.NoShow(Anna, "w1aw/p", null));
        Assert.Equal(["entry_removed(no_show)"], scene.Events);
    }

    [Fact]
    public void A_skipped_caller_who_has_registered_again_meanwhile_is_only_ended()
    {
        var scene = new QueueScene();
        scene.Register("W1AW");
        scene.Do(new QueueCommand.Next(Anna, null));
        var again = scene.Register("W1AW");

        scene.Do(new QueueCommand.Skip(Anna, null, null));

        Assert.Equal(["qso_ended(skipped)"], scene.Events);
        Assert.Equal(again.EntryId, Assert.Single(scene.State.Entries).EntryId);
        scene.Do<QueueAnswer.UndoneAction>(new QueueCommand.Undo(Anna));
        Assert.Equal("W1AW", scene.State.Current!.Callsign.Text);
    }

    [Fact]
    public void A_look_up_reaches_who_waits_and_who_is_worked_and_nobody_else()
    {
        var scene = new QueueScene();
        scene.Register("W1AW/P");
        var found = new Qrz("W1AW", "Hiram", "Newington, CT, United States", "Newington, CT", "United States");
        scene.Do(new QueueCommand.TakeLookUp(found));
        Assert.Equal(["entry_updated"], scene.Events);
        scene.Do(new QueueCommand.TakeLookUp(found));
        Assert.Empty(scene.Events);

        scene.Do(new QueueCommand.Next(Anna, null));
        scene.Do(new QueueCommand.TakeLookUp(found with { Name = "Percy" }));
        Assert.Equal(["qso_updated"], scene.Events);
        Assert.Equal("Percy", scene.State.Current!.Qrz.Name);

        scene.Do(new QueueCommand.TakeLookUp(new("K1ABC", "Nobody")));
        Assert.Empty(scene.Events);
    }

    [Fact]
    public void Emptying_tells_how_many_and_an_empty_queue_hears_nothing()
    {
        var scene = new QueueScene();
        scene.Register("W1AW");
        scene.Register("K1ABC");
        Assert.Equal(2, scene.Do<QueueAnswer.QueueCleared>(new QueueCommand.Clear(Anna)).Count);
        Assert.Equal(["queue_cleared(operator)"], scene.Events);
        Assert.Equal(0, scene.Do<QueueAnswer.QueueCleared>(new QueueCommand.Clear(Anna)).Count);
        Assert.Empty(scene.Events);
        Assert.Equal("not_in_queue", scene.Refused(new QueueCommand.Remove(Anna, "W1AW")));
        Assert.Equal("not_in_queue", scene.Refused(new QueueCommand.Remove(Anna, "?")));
    }
}
