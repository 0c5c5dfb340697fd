using Rollcall.Apps.Queue;

namespace Rollcall.Tests.Support.Queue;

/// <summary>Commands by chance, with few callsigns so that they meet.</summary>
internal static class RandomQueue
{
    private static readonly string[] Stations = ["W1AW", "K1ABC", "G3XYZ", "F5ABC", "EI0ABC", "w1aw/p", "VK9/EI0ABC", "DL1ABC"];

    /// <summary>Any command that an operator or the public may give.</summary>
    public static QueueCommand Any(Random chance, QueueState state) => chance.Next(12) switch
    {
        < 4 => new QueueCommand.Register(chance.Next(5) == 0 ? QueueScene.Ben : QueueScene.Public, Station(chance), null),
        4 => new QueueCommand.Leave(QueueScene.Public, Ticket(chance, state)),
        < 9 => Undoable(chance, state),
        9 => new QueueCommand.Undo(QueueScene.Ben),
        _ => Setting(chance),
    };

    /// <summary>A command that can be undone, though it may be refused or change nothing.</summary>
    public static QueueCommand Undoable(Random chance, QueueState state)
    {
        var expected = chance.Next(4) == 0 ? new Expected(chance.Next(3) == 0 ? Station(chance) : state.Current?.Callsign.Text) : null;
        return chance.Next(10) switch
        {
            0 or 1 => new QueueCommand.Next(QueueScene.Anna, expected),
            2 => new QueueCommand.Work(QueueScene.Anna, Station(chance), expected),
            3 => new QueueCommand.LogDirect(QueueScene.Anna, Station(chance), new(14.205m, "SSB", null, "logger"), chance.Next(2) == 0, null),
            4 => new QueueCommand.Complete(QueueScene.Anna, "59", "57", null, expected),
            5 => new QueueCommand.Cancel(QueueScene.Ben, expected),
            6 => new QueueCommand.Skip(QueueScene.Anna, Maybe(chance), expected),
            7 => new QueueCommand.NoShow(QueueScene.Anna, Maybe(chance), expected),
            8 => new QueueCommand.Remove(QueueScene.Ben, Station(chance)),
            _ => chance.Next(3) == 0 ? new QueueCommand.Clear(QueueScene.Anna) : new QueueCommand.Skip(QueueScene.Anna, null, null),
        };
    }

    public static string Station(Random chance) => Stations[chance.Next(Stations.Length)];

    private static QueueCommand Setting(Random chance) => chance.Next(14) switch
    {
        0 => new QueueCommand.SetActive(QueueScene.Anna, chance.Next(2) == 0),
        1 or 2 => new QueueCommand.SetActive(QueueScene.Anna, true),
        3 => new QueueCommand.SetPaused(QueueScene.Anna, chance.Next(3) == 0),
        4 or 5 => new QueueCommand.SetLogger(QueueScene.Anna, chance.Next(4) > 0),
        6 => new QueueCommand.SetFrequency(QueueScene.Anna, "14,205.00", null, "SSB"),
        7 => new QueueCommand.ClearFrequency(QueueScene.Anna),
        8 => new QueueCommand.SetSplit(QueueScene.Anna, "up 5"),
        9 => new QueueCommand.BanCallsign(QueueScene.Anna, Station(chance), "noise", chance.Next(2) == 0),
        10 => new QueueCommand.ClearBans(QueueScene.Anna),
        11 => new QueueCommand.SetCooldown(QueueScene.Anna, chance.Next(3), chance.Next(2) == 0),
        12 => new QueueCommand.ClearWorked(QueueScene.Anna),
        _ => new QueueCommand.TakeLookUp(new(Callsign.Known(Station(chance)).Base, "Somebody", "Town, Country", "Town", "Country", null, null, 41.7m, -72.7m, "FN31")),
    };

    private static string Ticket(Random chance, QueueState state) =>
        state.Entries.IsEmpty ? "1.no" : Tickets.Of(state, state.Entries[chance.Next(state.Entries.Count)].EntryId);

    private static string? Maybe(Random chance) => chance.Next(2) == 0 ? null : Station(chance);
}
