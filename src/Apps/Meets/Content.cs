using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Rollcall.Apps.Meets;

/// <summary>A meet's content: what stands for each key, and who wrote it. Immutable. Items of one outermost object lie together, as only they can
/// contain one another; an item below another is always the newer of the two.</summary>
public sealed class Content
{
    private static readonly Comparer<Item> ByNumber = Comparer<Item>.Create((a, b) => a.Number.CompareTo(b.Number));

    private readonly ImmutableDictionary<string, ImmutableArray<Item>> groups;
    private readonly ImmutableSortedSet<Item> inOrder;

    private Content(ImmutableDictionary<string, ImmutableArray<Item>> groups, ImmutableSortedSet<Item> inOrder, int entries, long bytes) =>
        (this.groups, this.inOrder, Entries, Bytes) = (groups, inOrder, entries, bytes);

    /// <summary>Nothing.</summary>
    public static Content Empty { get; } = new(ImmutableDictionary.Create<string, ImmutableArray<Item>>(StringComparer.Ordinal), ImmutableSortedSet.Create<Item>(ByNumber), 0, 0);

    /// <summary>How many lifters there are.</summary>
    public int Entries { get; }

    /// <summary>The size of all keys and values, in bytes of UTF-8.</summary>
    public long Bytes { get; }

    /// <summary>How many items stand, tombstones included.</summary>
    public int Count => inOrder.Count;

    /// <summary>All that stands, ascending by number.</summary>
    public IEnumerable<Item> Items => inOrder;

    /// <summary>The items numbered above <paramref name="number"/>, ascending.</summary>
    public IEnumerable<Item> Above(long number)
    {
        for (var i = FirstAbove(number); i < inOrder.Count; i++)
            yield return inOrder[i];
    }

    /// <summary>The standing items that are the same object as the key in the conflict rule: equal, containing, contained.</summary>
    public IEnumerable<Item> Meeting(MeetKey key) => Group(key).Where(item => item.Key.Meets(key));

    /// <summary>The item at exactly this key, or null.</summary>
    public Item? At(MeetKey key) => Group(key).FirstOrDefault(item => item.Key.Text == key.Text);

    /// <summary>Whether a lifter exists.</summary>
    public bool HasEntry(MeetKey key) => At(key.WholeEntry) is { IsTombstone: false };

    /// <summary>What is at a key now, its container and everything below taken together; null if there is nothing.
    /// <paramref name="newest"/> is the newest item that has a say in it.</summary>
    public SyncedValue? ValueAt(MeetKey key, out Item? newest)
    {
        newest = At(key);
        // An item is newer than what contains it, so with nothing below it, it says all; the container need not be read.
        if (newest is not null && !Group(key).Any(item => key.Contains(item.Key)))
            return newest.Value;
        SyncedValue? value = null;
        JsonNode? whole = null;
        // In order of numbers: a container first, then what was set below it since.
        foreach (var item in Meeting(key).OrderBy(item => item.Number))
        {
            newest = item;
            if (item.Key.Text == key.Text)
                (value, whole) = (item.Value, null);
            else if (item.Key.Contains(key))
                (value, whole) = (item.Value?.At(key.StepsBelow(item.Key)), null);
            else
                whole = Put(whole ?? NodeOf(value), item, key);
        }

        if (whole is not null)
            return SyncedValue.Of(whole);
        if (value is null && key.Slot >= 0 && Group(key).Where(item => item.Key.Field == key.Field && item.Key.Slot >= 0).MinBy(item => item.Number) is { } sibling
            && (newest is null || newest.Number < sibling.Number))
        {
            // Another slot made the list, and filled it with 0.
            newest = sibling;
            return SyncedValue.Zero;
        }

        return value;
    }

    /// <summary>With an item, without those below it.</summary>
    public Content With(Item item)
    {
        var group = Group(item.Key);
        var (entries, bytes, order) = (Entries, Bytes, inOrder);
        var next = ImmutableArray.CreateBuilder<Item>(group.Length + 1);
        foreach (var old in group)
        {
            if (old.Key.Text != item.Key.Text && !item.Key.Contains(old.Key))
            {
                next.Add(old);
                continue;
            }

            order = order.Remove(old);
            bytes -= SizeOf(old);
            if (old is { Key.Shape: KeyShape.Entry, IsTombstone: false })
                entries--;
        }

        next.Add(item);
        order = order.Add(item);
        if (item is { Key.Shape: KeyShape.Entry, IsTombstone: false })
            entries++;
        return new(groups.SetItem(item.Key.Group, next.DrainToImmutable()), order, entries, bytes + SizeOf(item));
    }

    /// <summary>How many bytes the content would have if <paramref name="value"/> were set at <paramref name="key"/>.</summary>
    public long BytesWith(MeetKey key, SyncedValue? value) =>
        Bytes + key.Text.Length + (value?.Json.Length ?? 0) - Group(key).Where(old => old.Key.Text == key.Text || key.Contains(old.Key)).Sum(SizeOf);

    private static long SizeOf(Item item) => item.Key.Text.Length + (item.Value?.Json.Length ?? 0) + (item.LastValue?.Json.Length ?? 0);

    private ImmutableArray<Item> Group(MeetKey key) => groups.TryGetValue(key.Group, out var group) ? group : [];

    private int FirstAbove(long number)
    {
        var (low, high) = (0, inOrder.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (inOrder[middle].Number > number)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    private static JsonNode? NodeOf(SyncedValue? value) => value is null ? null : JsonNode.Parse(value.Json.Span);

    /// <summary>Puts what an item says into the whole object: a field, or a slot of a list, which is made and filled with 0 where there is none.</summary>
    private static JsonNode? Put(JsonNode? whole, Item item, MeetKey into)
    {
        if (whole is null && item.IsTombstone)
            return null;
        var steps = item.Key.StepsBelow(into).ToArray();
        var value = NodeOf(item.Value);
        if (steps is [int slot])
        {
            var list = whole as JsonArray ?? [];
            SetSlot(list, slot, value);
            return list;
        }

        var target = whole as JsonObject ?? [];
        var name = (string)steps[0];
        if (steps is [_, int below])
        {
            if (target[name] is not JsonArray list)
                target[name] = list = [];
            SetSlot(list, below, value);
        }
        else if (item.IsTombstone)
            target.Remove(name);
        else
            target[name] = value;
        return target;
    }

    private static void SetSlot(JsonArray list, int slot, JsonNode? value)
    {
        while (list.Count < 5)
            list.Add(0);
        list[slot] = value;
    }
}
