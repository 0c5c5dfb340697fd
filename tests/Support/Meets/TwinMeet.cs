using Rollcall.Apps.Meets;
using Xunit;

namespace Rollcall.Tests.Support.Meets;

/// <summary>A meet lived twice, by the product's rules and by the naive ones, under the same random batches, repetitions, settlements and losses.
/// After each step the two must agree in everything they say.</summary>
internal sealed class TwinMeet
{
    private const int MaxEntries = 2;

    private static readonly (string Name, int Priority)[] Desks = [("Head", 10), ("Left", 5), ("Right", 5), ("Door", 1)];

    private static readonly string[] Keys =
    [
        "meet.name", "meet.field", "lifting.platforms[1].flight", "live.platforms[1].lights", "live.platforms[1].lights.left", "live.platforms[1].note",
        .. new[] { 1, 2, 3 }.SelectMany(id => new[] { "", "", ".lot", ".team", ".squatKg", ".squatKg[0]", ".squatKg[1]" }.Select(rest => $"registration.entries[{id}]{rest}")),
    ];

    private readonly Random chance;
    private readonly LivedMeet lived = LivedMeet.With(MeetRules.Default with { MaxEntries = MaxEntries }, Desks);
    private readonly List<NaiveMeet> past = [];
    private readonly List<string> epochs = ["k3f9x2", "unknown"];
    private readonly List<(int Desk, string Epoch, ProposedUpdate[] Updates)> sent = [];
    private NaiveMeet naive = new(MaxEntries);

    public TwinMeet(int seed)
    {
        chance = new(seed);
        naive.BeginFirst("k3f9x2");
        naive.OtherEvents(1 + Desks.Length);
    }

    /// <summary>What was done, for whoever looks for the difference.</summary>
    public List<string> Story { get; } = [];

    public LivedMeet Lived => lived;

    public void Step()
    {
        past.Add(naive.Copy());
        switch (chance.Next(20))
        {
            case < 14:
                Batch();
                break;
            case < 16 when sent.Count > 0:
                var (desk, epoch, updates) = sent[chance.Next(sent.Count)];
                Send(desk, epoch, updates);
                break;
            case < 19 when naive.Conflicts.Count > 0:
                Settle();
                break;
            case 19 when chance.Next(4) == 0:
                Lose();
                break;
            default:
                Batch();
                break;
        }

        Compare();
    }

    private void Batch()
    {
        var desk = chance.Next(Desks.Length);
        var epoch = chance.Next(4) > 0 ? naive.Epoch : epochs[chance.Next(epochs.Count)];
        var seat = lived[Desks[desk].Name];
        var updates = Enumerable.Range(0, chance.Next(1, 5)).Select(_ =>
        {
            var key = Keys[chance.Next(Keys.Length)];
            var seen = chance.Next(3) == 0 ? naive.Head : chance.Next((int)naive.Head + 2);
            return Some.Update(key, chance.Next(5) == 0 && Some.Key(key).Deletable ? null : Value(key), seat.Next(), seen);
        }).ToArray();
        sent.Add((desk, epoch, updates));
        Send(desk, epoch, updates);
    }

    private void Send(int desk, string epoch, ProposedUpdate[] updates)
    {
        var seat = lived[Desks[desk].Name];
        var author = new NaiveAuthor(seat.AuthorId, Desks[desk].Priority);
        foreach (var update in updates)
            Story.Add($"{naive.Head}: {Desks[desk].Name} {update.LocalSeqNum} at {epoch}/{update.AfterServerSeqNum}: {update.Key} = {update.Value?.ToString() ?? "deleted"}");
        var judged = lived.Send(seat, epoch, [.. updates]);
        var answers = judged.Accepted.ToDictionary(one => one.Local, one => (one.Number, Refusal: default(Refusal)));
        foreach (var (local, refusal) in judged.Refused)
            answers.Add(local, (0, refusal));
        Assert.Equal(updates.Select(update => update.LocalSeqNum), answers.Keys.Order());
        foreach (var update in updates)
        {
            var expected = naive.Update(author, epoch, update.AfterServerSeqNum, update.LocalSeqNum, update.Key, update.Value?.ToString());
            var (number, refusal) = answers[update.LocalSeqNum];
            Assert.Equal((expected.Number, expected.Code, expected.Winner), (number, refusal?.Code, refusal?.Standing?.Number ?? 0));
            Assert.Equal(ValueOf(expected.Standing), refusal?.Standing?.Value);
        }
    }

    private void Settle()
    {
        var id = naive.Conflicts.Keys.ElementAt(chance.Next(naive.Conflicts.Count));
        var apply = chance.Next(3) > 0;
        Story.Add($"{naive.Head}: {(apply ? "apply" : "dismiss")} {id}");
        var seat = lived["Head"];
        var head = naive.Head;
        var answer = lived.Ask(new MeetCommand.Settle(seat.SessionId, id, apply));
        Assert.Equal(naive.Settle(new(seat.AuthorId, 10), id, apply), answer is MeetAnswer.Settled);
        Assert.True(answer is MeetAnswer.Settled || head == lived.State.Head);
    }

    private void Lose()
    {
        var lost = naive;
        var cuts = past.Where(one => one.Epoch == lost.Epoch && one.Head <= lost.Head).ToList();
        var left = cuts[chance.Next(cuts.Count)];
        var epoch = $"e{epochs.Count}";
        Story.Add($"{lost.Head}: all above {left.Head} is lost; then {epoch}");
        epochs.Add(epoch);
        lived.LoseLogAfter((int)left.Head);
        naive = new(MaxEntries);
        naive.BeginEpoch(epoch, left);
        lived.Ask(new MeetCommand.BeginRecovery(epoch, "", 0));
        var held = lost.Standing.Where(item => item.Number > left.Head).OrderBy(item => item.Number).ToList();
        var through = held.Count == 0 ? left.Head : chance.Next(2) == 0 ? lost.Head : held[chance.Next(held.Count)].Number;
        held.RemoveAll(item => item.Number > through);
        lived.Ask(new MeetCommand.TakeBack(
            [.. held.Select(item => new HeldItem(Some.Key(item.Key), ValueOf(item.Value), item.Number, item.Author.Priority, Desks.First(desk => lived[desk.Name].AuthorId == item.Author.Id).Name, item.Author.Id))],
            through, 10));
        foreach (var item in held)
            naive.TakeBack(item, lost.Epoch);
        lived.Ask(new MeetCommand.EndRecovery(through, 0));
        naive.OtherEvents(1);
        past.Clear();
    }

    private void Compare()
    {
        Assert.Equal(naive.Head, lived.State.Head);
        Assert.Equal(
            naive.Standing.OrderBy(item => item.Number).Select(item => (item.Number, item.Key, ValueOf(item.Value), ValueOf(item.Last), item.Author.Id, item.Author.Priority)),
            lived.State.Content.Items.Select(item => (item.Number, item.Key.Text, item.Value, item.LastValue, item.AuthorId, item.Priority)));
        Assert.Equal(naive.Conflicts.Select(one => (one.Key, one.Value.State)), lived.State.Conflicts.Select(one => (one.Key, one.Value.State.ToString())));
        // As values: the order of an object's fields says nothing.
        Assert.Equal(
            naive.Conflicts.SelectMany(one => one.Value.Lost.Select(lost => (one.Key, lost.Key, ValueOf(lost.Value)))),
            lived.State.Conflicts.SelectMany(one => one.Value.Lost.Select(lost => (one.Key, lost.Key.Text, lost.Value))));
        foreach (var key in Keys)
            Assert.Equal(ValueOf(naive.ValueAt(key)), lived.State.Content.ValueAt(Some.Key(key), out _));
        Assert.Equal(naive.Conflicts.Values.Count(one => one.State == "Open"), lived.State.OpenConflicts);
    }

    private string Value(string key) => Some.Key(key) switch
    {
        { Shape: KeyShape.Entry, EntryId: var id } => $$"""{"id":{{id}}{{(chance.Next(2) == 0 ? ",\"lot\":" + chance.Next(2) : "")}}{{(chance.Next(3) == 0 ? ",\"team\":\"A\"" : "")}}{{(chance.Next(3) == 0 ? ",\"squatKg\":" + List() : "")}}}""",
        { Field: "squatKg", Slot: < 0 } => List(),
        { Field: "squatKg" } or { Field: "lot" } => $"{chance.Next(2)}",
        { Field: "lights", Referee: "" } => chance.Next(2) == 0 ? "{}" : $$"""{"left":{{Light()}}}""",
        { Referee: "left" } => Light(),
        { Shape: KeyShape.MeetField, Field: "field" } or { Field: "note" } => chance.Next(3) switch { 0 => "null", 1 => """{"a":1}""", _ => "1" },
        _ => chance.Next(2) == 0 ? "\"A\"" : "\"B\"",
    };

    private string List() => $"[{chance.Next(2)},{chance.Next(2)},0,0,0]";

    private string Light() => $$"""{"decision":null,"cards":[],"at":"2026-03-14T09:00:00.000Z","entryId":1,"lift":"S","attempt":{{chance.Next(1, 3)}}}""";

    private static SyncedValue? ValueOf(string? json) => json is null ? null : Some.Value(json);
}
