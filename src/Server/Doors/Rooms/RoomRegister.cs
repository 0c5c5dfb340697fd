using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Rollcall.Apps.Rooms;

namespace Rollcall.Server.Doors.Rooms;

/// <summary>All rooms of this server as a list shows them, and how many there may be. Any thread; the lock is held while a place for a new room is counted.</summary>
public sealed partial class RoomRegister(RoomSettings settings)
{
    private readonly ConcurrentDictionary<string, RoomCard> cards = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly Dictionary<string, long> making = new(StringComparer.Ordinal);

    /// <summary>How many rooms are open.</summary>
    public int Count => cards.Count;

    /// <summary>All rooms by id.</summary>
    public IEnumerable<RoomCard> InOrder => cards.Values.OrderBy(card => card.Id, StringComparer.Ordinal);

    /// <summary>Whether a text is a room id that is not reserved.</summary>
    public static bool IsId(string? text) => text is not null && Id().IsMatch(text) && text is not ("health" or "connect" or "tickets");

    /// <summary>What is known of a room; null where there is none.</summary>
    public RoomCard? Find(string id) => cards.GetValueOrDefault(id);

    /// <summary>A room changed.</summary>
    public void Note(RoomCard card) => cards[card.Id] = card;

    /// <summary>A room is gone.</summary>
    public void Forget(string id) => cards.TryRemove(id, out _);

    /// <summary>Takes a place for a room that somebody is about to make; dispose of it when it is made or was not. Null with the refusal where there is none.</summary>
    public IDisposable? Reserve(string id, long user, out RoomError? refusal)
    {
        lock (gate)
        {
            // What others are just making counts, so that many at once are no way round it.
            var others = making.Where(one => one.Key != id && !cards.ContainsKey(one.Key)).ToList();
            refusal = cards.Count + others.Count >= settings.MaxRooms ? new(new RoomAnswer.Rejected("room_limit"), StatusCodes.Status503ServiceUnavailable)
                : cards.Values.Count(card => card.CreatedBy == user) + others.Count(one => one.Value == user) >= settings.RoomsPerUser ? RoomError.Of("room_limit") : null;
            if (refusal is not null)
                return null;
            making[id] = user;
            return new Place(this, id);
        }
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]{0,63}\z")]
    private static partial Regex Id();

    private sealed class Place(RoomRegister register, string id) : IDisposable
    {
        public void Dispose()
        {
            lock (register.gate)
                register.making.Remove(id);
        }
    }
}
