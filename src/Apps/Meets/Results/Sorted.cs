namespace Rollcall.Apps.Meets.Results;

/// <summary>Members by a key, and what is worked out of each key's members: once, when it is asked for after a change.</summary>
/// <remarks>Owned by its <see cref="Scoreboard"/>.</remarks>
internal sealed class Sorted<TKey, TMember, TResult>(Func<TKey, IEnumerable<TMember>, TResult> workOut) where TKey : notnull
{
    private readonly Dictionary<TKey, SortedDictionary<long, TMember>> members = [];
    private readonly Dictionary<TKey, TResult> known = [];

    /// <summary>The members of a key, by row.</summary>
    public IEnumerable<TMember> Members(TKey key) => members.TryGetValue(key, out var found) ? found.Values : [];

    public void Add(TKey key, long row, TMember member)
    {
        if (!members.TryGetValue(key, out var found))
            members[key] = found = [];
        found[row] = member;
        known.Remove(key);
    }

    public void Remove(TKey key, long row)
    {
        known.Remove(key);
        if (members.TryGetValue(key, out var found) && found.Remove(row) && found.Count == 0)
            members.Remove(key);
    }

    public void Clear()
    {
        members.Clear();
        known.Clear();
    }

    /// <summary>What a key's members come to; the default value where it has none.</summary>
    public TResult? At(TKey key)
    {
        if (known.TryGetValue(key, out var result))
            return result;
        return members.TryGetValue(key, out var found) ? known[key] = workOut(key, found.Values) : default;
    }

    /// <summary>What the members of every key come to.</summary>
    public IEnumerable<TResult> All() => members.Keys.Select(key => At(key)!);
}
