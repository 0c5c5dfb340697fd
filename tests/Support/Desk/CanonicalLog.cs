namespace Rollcall.Tests.Support;

/// <summary>What a client holds of what the server has numbered: key to standing item. A number stands for one update, so it is held once.</summary>
internal sealed class CanonicalLog
{
    private readonly Dictionary<string, DeskItem> items = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, DeskItem> Items => items;

    public void Clear() => items.Clear();

    /// <summary>Whether the update of that number is held already.</summary>
    public bool Holds(long number) => items.Values.Any(item => item.Number == number);

    /// <summary>Takes an item in: one older than what is there at its key or around it changes nothing; a whole object or a deletion removes older items below.</summary>
    public void Take(DeskItem item)
    {
        if (items.Values.Any(held => held.Number > item.Number && (held.Key == item.Key || DeskKeys.Contains(held.Key, item.Key))))
            return;
        foreach (var below in items.Values.Where(held => held.Number < item.Number && DeskKeys.Contains(item.Key, held.Key)).ToList())
            items.Remove(below.Key);
        items[item.Key] = item;
    }

    /// <summary>The items numbered above one number and up to another, ascending.</summary>
    public IEnumerable<DeskItem> Between(long above, long upTo) => items.Values.Where(item => item.Number > above && item.Number <= upTo).OrderBy(item => item.Number);
}
