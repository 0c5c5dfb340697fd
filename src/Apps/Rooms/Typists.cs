namespace Rollcall.Apps.Rooms;

/// <summary>Who is typing and until when. The room hears the whole list, at most once a second and only if it changed. Owned by the room's loop.</summary>
internal sealed class Typists
{
    private const int MostTold = 20;

    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly List<(long User, DateTimeOffset Until)> typing = [];
    private List<long> told = [];
    private DateTimeOffset toldAt = DateTimeOffset.MinValue;

    /// <summary>When there is something to do; null for never.</summary>
    public DateTimeOffset? WakeAt
    {
        get
        {
            var ends = typing.Count == 0 ? (DateTimeOffset?)null : typing.Min(one => one.Until);
            DateTimeOffset? tells = HasChanged ? toldAt + Pause : null;
            return ends < tells || tells is null ? ends : tells;
        }
    }

    private bool HasChanged => !typing.Select(one => one.User).SequenceEqual(told);

    /// <summary>Somebody types, or goes on typing.</summary>
    public void Type(long user, DateTimeOffset now)
    {
        var place = typing.FindIndex(one => one.User == user);
        if (place < 0)
            typing.Add((user, now + Lasts));
        else
            typing[place] = (user, now + Lasts);
    }

    /// <summary>Somebody stopped, or sent what they typed.</summary>
    public void Stop(long user) => typing.RemoveAll(one => one.User == user);

    /// <summary>Nobody types, and nobody is told.</summary>
    public void Clear()
    {
        typing.Clear();
        told = [];
    }

    /// <summary>The list, if it is time to tell it.</summary>
    public (IReadOnlyList<long> Users, int More)? Tell(DateTimeOffset now)
    {
        typing.RemoveAll(one => one.Until <= now);
        if (!HasChanged || now < toldAt + Pause)
            return null;
        (told, toldAt) = ([.. typing.Select(one => one.User)], now);
        return ([.. told.Take(MostTold)], Math.Max(0, told.Count - MostTold));
    }
}
