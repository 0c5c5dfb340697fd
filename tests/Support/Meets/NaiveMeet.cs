using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollcall.Tests.Support.Meets;

/// <summary>The rules of 4.2 and 4.3 a second time, written straight from the specification's text: slow, on plain JSON documents, without any of the
/// product's types. What it says is compared with what the product says.</summary>
internal sealed class NaiveMeet(int maxEntries)
{
    private readonly Dictionary<(string Author, long Local), (string Content, NaiveAnswer Answer)> answers = [];

    private List<NaiveItem>? documentOf;
    private JsonNode? document;

    public List<NaiveItem> Standing { get; private set; } = [];

    public SortedDictionary<long, NaiveConflict> Conflicts { get; } = [];

    public long Head { get; private set; }

    public string Epoch { get; private set; } = "";

    /// <summary>Events that are no update: <c>Created</c>, <c>Joined</c>, <c>Recovered</c>.</summary>
    public void OtherEvents(int count) => Head += count;

    public NaiveAnswer Update(NaiveAuthor author, string epoch, long seen, long local, string key, string? value)
    {
        // 1
        var content = key + " " + value;
        if (answers.TryGetValue((author.Id, local), out var known))
            return known.Content == content ? known.Answer : new(0, "LOCAL_SEQ_REUSED", null, 0);
        // 3
        var stands = ValueAt(key);
        if (value is not null && Same(stands, value))
            return Keep(author, local, content, Confirmed(MadeItSo(key)));
        if (value is null && stands is null && Standing.Where(item => Related(item.Key, key)).MaxBy(item => item.Number) is { Value: null } gone)
            return Keep(author, local, content, Confirmed(gone.Number));
        // 4
        var against = Standing.Where(item => Related(item.Key, key) && item.Author.Id != author.Id && !(item.Numbers.TryGetValue(epoch, out var number) && number <= seen)
            && !Same(Overlap(item.Key, item.Value, key), Overlap(key, value, item.Key))).ToList();
        // 5 and 6
        if (against.Count == 0)
        {
            var isPart = EntryOf(key) is { } of && of != key;
            if (isPart && ValueAt(EntryOf(key)!) is null || value is null && stands is null)
                return Keep(author, local, content, Refused("NO_SUCH_ENTRY", null, 0));
            if (EntryOf(key) == key && value is not null && stands is null && Standing.Count(item => EntryOf(item.Key) == item.Key && item.Value is not null) >= maxEntries)
                return Keep(author, local, content, Refused("LIMIT", null, 0));
            return Keep(author, local, content, new(Set(author, key, value), null, null, 0));
        }

        // 7
        if (against.All(item => author.Priority > item.Author.Priority))
        {
            if (against.Find(item => item.Value is null && EntryOf(key) == item.Key && item.Key != key) is { } tombstone)
            {
                if (tombstone.Last is null)
                {
                    Raise(key, [(key, value)], Head + 1);
                    return Keep(author, local, content, Refused("CONFLICT", null, tombstone.Number));
                }

                Raise(key, [(tombstone.Key, null)], Set(author, tombstone.Key, tombstone.Last));
                return Keep(author, local, content, new(Set(author, key, value), null, null, 0));
            }

            var lost = against.Select(item => item.Value is not null && Contains(item.Key, key) ? (key, Overlap(item.Key, item.Value, key)) : (item.Key, item.Value))
                .Where(one => one.Item2 is not null || against.Exists(item => item.Key == one.Item1 && item.Value is null)).ToList();
            var mine = Set(author, key, value);
            if (lost.Count > 0)
                Raise(key, lost, mine);
            return Keep(author, local, content, new(mine, null, null, 0));
        }

        // 8
        var winner = against.Where(item => item.Author.Priority == against.Max(one => one.Author.Priority)).MaxBy(item => item.Number)!;
        Head++;
        Raise(key, [(key, value)], Head);
        return Keep(author, local, content, new(0, "CONFLICT", stands, winner.Number));
    }

    /// <summary>Settles a conflict; false if it was refused.</summary>
    public bool Settle(NaiveAuthor director, long id, bool apply)
    {
        var conflict = Conflicts[id];
        var wanted = apply ? "Applied" : "Dismissed";
        if (conflict.State == wanted)
            return true;
        if (conflict.State != "Open")
            return false;
        var (before, head) = (Standing.ToList(), Head);
        foreach (var (key, value) in apply ? conflict.Lost : [])
        {
            if (value is not null && EntryOf(key) is { } entry && entry != key && ValueAt(entry) is null && Standing.Find(item => item.Key == entry)?.Last is { } last)
                Set(director, entry, last);
            if (value is not null && Same(ValueAt(key), value) || value is null && ValueAt(key) is null)
                continue;
            if (EntryOf(key) is { } of && value is not null && ValueAt(of) is null
                && (of != key || Standing.Count(item => EntryOf(item.Key) == item.Key && item.Value is not null) >= maxEntries))
            {
                (Standing, Head) = (before, head);
                return false;
            }

            Set(director, key, value);
        }

        Head++;
        conflict.State = wanted;
        return true;
    }

    /// <summary>A later life begins: all above a number is lost, what is left keeps its numbers.</summary>
    public void BeginEpoch(string epoch, NaiveMeet asItWas)
    {
        (Standing, Head) = ([.. asItWas.Standing], asItWas.Head + 1);
        Conflicts.Clear();
        foreach (var (id, conflict) in asItWas.Conflicts)
            Conflicts[id] = conflict with { };
        answers.Clear();
        foreach (var (number, answer) in asItWas.answers)
            answers[number] = answer;
        Standing = [.. Standing.Select(item => item with { Numbers = item.Epoch == asItWas.Epoch ? new(item.Numbers) { [epoch] = item.Number } : item.Numbers, Epoch = item.Epoch == asItWas.Epoch ? epoch : item.Epoch })];
        Epoch = epoch;
    }

    public void BeginFirst(string epoch) => Epoch = epoch;

    /// <summary>What a desk held comes back under a new number.</summary>
    public void TakeBack(NaiveItem held, string oldEpoch)
    {
        Set(held.Author, held.Key, held.Value);
        Standing = [.. Standing.SkipLast(1), Standing[^1] with { Numbers = new() { [oldEpoch] = held.Number, [Epoch] = Head } }];
    }

    public NaiveMeet Copy()
    {
        var copy = new NaiveMeet(maxEntries);
        copy.BeginEpoch(Epoch, this);
        copy.Head--;
        return copy;
    }

    /// <summary>What the document holds at a key, as JSON; null if nothing.</summary>
    public string? ValueAt(string key)
    {
        if (!ReferenceEquals(documentOf, Standing))
        {
            JsonNode made = new JsonObject();
            foreach (var item in Standing.OrderBy(item => item.Number))
                made = NaiveJson.Put(made, NaiveJson.Path(item.Key), item.Value)!;
            (document, documentOf) = (made, Standing);
        }

        return NaiveJson.At(document, NaiveJson.Path(key));
    }

    private long MadeItSo(string key)
    {
        var own = Standing.Where(item => Related(item.Key, key)).Select(item => item.Number).DefaultIfEmpty(0).Max();
        if (!key.EndsWith(']') || EntryOf(key) == key)
            return own;
        // A list made by another of its slots, and filled with 0.
        var list = key[..key.LastIndexOf('[')];
        var covered = Standing.Where(item => Related(item.Key, key)).OrderBy(item => item.Number)
            .Aggregate((string?)null, (_, item) => Overlap(item.Key, item.Value, key));
        return covered is not null ? own : Standing.Where(item => item.Key.StartsWith(list + "[", StringComparison.Ordinal)).Min(item => item.Number);
    }

    private long Set(NaiveAuthor author, string key, string? value)
    {
        var last = value is null && EntryOf(key) == key ? ValueAt(key) ?? Standing.Find(item => item.Key == key)?.Last : null;
        Head++;
        Standing = [.. Standing.Where(item => item.Key != key && !Contains(key, item.Key)), new(key, value, last, Head, author, Epoch, new() { [Epoch] = Head })];
        return Head;
    }

    private NaiveAnswer Confirmed(long number)
    {
        Head++;
        return new(number, null, null, 0);
    }

    private NaiveAnswer Refused(string code, string? standing, long number)
    {
        Head++;
        return new(0, code, standing, number);
    }

    private NaiveAnswer Keep(NaiveAuthor author, long local, string content, NaiveAnswer answer)
    {
        answers[(author.Id, local)] = (content, answer);
        return answer;
    }

    private void Raise(string key, List<(string, string?)> lost, long id)
    {
        if (!key.StartsWith("live.", StringComparison.Ordinal) && !key.StartsWith("lifting.", StringComparison.Ordinal))
            Conflicts[id] = new(lost) { State = "Open" };
    }

    private static bool Related(string a, string b) => a == b || Contains(a, b) || Contains(b, a);

    private static bool Contains(string outer, string inner) =>
        inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal) && inner[outer.Length] is '.' or '[' && inner.StartsWith(outer, StringComparison.Ordinal);

    private static string? EntryOf(string key) => key.StartsWith("registration.entries[", StringComparison.Ordinal) ? key[..(key.IndexOf(']', StringComparison.Ordinal) + 1)] : null;

    /// <summary>What a value at one key says of another: of a part of it, or all where the other is the larger one.</summary>
    private static string? Overlap(string key, string? value, string other) =>
        value is null || !Contains(key, other) ? value : NaiveJson.At(JsonNode.Parse(value)!, NaiveJson.Path("x" + other[key.Length..]).AsSpan(1));

    private static bool Same(string? a, string? b)
    {
        if (a is null || b is null)
            return a is null && b is null;
        using var first = JsonDocument.Parse(a);
        using var second = JsonDocument.Parse(b);
        return JsonElement.DeepEquals(first.RootElement, second.RootElement);
    }
}

internal sealed record NaiveAuthor(string Id, int Priority);

internal sealed record NaiveItem(string Key, string? Value, string? Last, long Number, NaiveAuthor Author, string Epoch, Dictionary<string, long> Numbers);

internal sealed record NaiveAnswer(long Number, string? Code, string? Standing, long Winner);

internal sealed record NaiveConflict(List<(string Key, string? Value)> Lost)
{
    public required string State { get; set; }
}
