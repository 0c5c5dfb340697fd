using Rollcall.Core.Connections;

namespace Rollcall.Apps.Queue;

/// <summary>The connections that watch tickets: tells each when its place changes. Owned by the loop of the queue.</summary>
internal sealed class Watchers
{
    /// <summary>How many tickets a connection may watch.</summary>
    public const int MostTickets = 5;

    private readonly HashSet<QueueMember> members = [];

    /// <summary>From now on the member hears of a place; the refusal where it may not.</summary>
    public QueueAnswer.Rejected? Watch(QueueMember member, string ticket, QueueState queue, DateTimeOffset now)
    {
        if (Tickets.Open(queue, ticket) is not { } entryId || Callers.Of(queue, entryId, now) is not { } caller)
            return QueueRefusals.BadTicket;
        if (member.Watched.Count >= MostTickets && !member.Watched.ContainsKey(entryId))
            return QueueRefusals.TooManyTickets(MostTickets);
        member.Watched[entryId] = (caller.Status, caller.Position);
        members.Add(member);
        return null;
    }

    /// <summary>Forgets a connection.</summary>
    public void Remove(QueueMember member) => members.Remove(member);

    /// <summary>Tells everybody whose place has changed.</summary>
    public void Tell(QueueState queue, DateTimeOffset now)
    {
        foreach (var member in members)
        {
            foreach (var (entryId, told) in member.Watched.ToList())
                Tell(member, entryId, told, queue, now);
        }
    }

    private static void Tell(QueueMember member, long entryId, (string Status, int? Position) told, QueueState queue, DateTimeOffset now)
    {
        if (Callers.Of(queue, entryId, now) is not { } caller)
        {
            member.Watched.Remove(entryId);
            return;
        }

        if (told == (caller.Status, caller.Position))
            return;
        member.Watched[entryId] = (caller.Status, caller.Position);
        SharedFrame Signal(string name) => QueueWire.Signal(name, json => QueueObjects.Caller(json, queue, caller), now);
        if (caller.Position == 1)
            member.Hear(Signal("you_are_next"), now);
        member.Hear(Signal("caller_update"), now);
    }
}
