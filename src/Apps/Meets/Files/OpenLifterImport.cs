using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollcall.Apps.Meets.Files;

/// <summary>One update an import comes to; a deletion where the value is null.</summary>
public sealed record ImportedUpdate(MeetKey Key, SyncedValue? Value);

/// <summary>What importing a file comes to.</summary>
/// <param name="Updates">What differs, in the order in which it is to be decided.</param>
/// <param name="Unchanged">How many fields of the meet and lifters are as in the file already.</param>
/// <param name="Deleted">How many lifters the file lacks and are deleted.</param>
/// <param name="Renumbered">How many lifters got an id of the importer's block.</param>
/// <param name="LeftOut">Names of fields that cannot be keys.</param>
public sealed record ImportPlan(ImmutableArray<ImportedUpdate> Updates, int Unchanged, int Deleted, int Renumbered, ImmutableArray<string> LeftOut);

/// <summary>Plans the import of a <c>.openlifter</c> file: what differs becomes updates (specification, appendix B.5). Pure; what comes of the updates is for
/// the rules to decide.</summary>
public sealed class OpenLifterImport
{
    private readonly Content content;
    private readonly EntryIds block;
    private readonly int maxKeyLength;
    private readonly ImmutableArray<ImportedUpdate>.Builder updates = ImmutableArray.CreateBuilder<ImportedUpdate>();
    private readonly ImmutableArray<string>.Builder leftOut = ImmutableArray.CreateBuilder<string>();
    private readonly HashSet<long> inFile = [];
    private readonly Dictionary<long, Person> taken = [];
    private int unchanged;
    private int renumbered;

    private OpenLifterImport(Content content, EntryIds block, int maxKeyLength) => (this.content, this.block, this.maxKeyLength) = (content, block, maxKeyLength);

    /// <summary>Plans an import; null if this is no such file, or holds more lifters to renumber than the block has ids.</summary>
    /// <param name="replace">Whether lifters the file lacks are deleted.</param>
    /// <param name="block">The importer's own ids.</param>
    public static ImportPlan? Plan(Content content, JsonElement file, bool replace, EntryIds block, int maxKeyLength)
    {
        if (file.ValueKind != JsonValueKind.Object || !file.TryGetProperty("language", out _) || !file.TryGetProperty("lifting", out _)
            || !file.TryGetProperty("meet", out var meet) || meet.ValueKind != JsonValueKind.Object
            || !file.TryGetProperty("registration", out var registration) || registration.ValueKind != JsonValueKind.Object
            || !registration.TryGetProperty("entries", out var entries) || entries.ValueKind != JsonValueKind.Array
            || !entries.EnumerateArray().All(entry => IdOf(entry) is not null))
            return null;
        var import = new OpenLifterImport(content, block, maxKeyLength);
        import.Meet(meet);
        return import.Entries(entries) ? import.Done(replace) : null;
    }

    private void Meet(JsonElement meet)
    {
        foreach (var field in meet.EnumerateObject())
            unchanged += Set("meet." + field.Name, field.Value) ? 0 : 1;
    }

    private bool Entries(JsonElement entries)
    {
        foreach (var item in content.Items.Where(item => item is { IsTombstone: false, Key.Shape: KeyShape.Entry }))
            taken[item.Key.EntryId] = Person.Of(content.ValueAt(item.Key, out _)!.Parse());
        var (here, next) = (taken.Keys.ToHashSet(), block.From);
        foreach (var entry in entries.EnumerateArray())
        {
            var (id, person) = (IdOf(entry)!.Value, Person.Of(entry));
            var value = entry;
            if (inFile.Contains(id) || taken.TryGetValue(id, out var other) && !other.IsSame(person))
            {
                while (taken.ContainsKey(next) || inFile.Contains(next))
                    next++;
                if (next > block.To)
                    return false;
                (id, value) = (next, Renumbered(entry, next));
                renumbered++;
            }

            inFile.Add(id);
            taken[id] = person;
            if (!here.Contains(id))
                updates.Add(new(MeetKey.OfEntryId(id), SyncedValue.Of(value)));
            else
                unchanged += Change(id, value) ? 0 : 1;
        }

        return true;
    }

    private ImportPlan Done(bool replace)
    {
        var lacking = !replace ? [] : content.Items
            .Where(item => item is { IsTombstone: false, Key.Shape: KeyShape.Entry } && !inFile.Contains(item.Key.EntryId))
            .Select(item => item.Key).OrderBy(key => key.EntryId).ToList();
        updates.AddRange(lacking.Select(key => new ImportedUpdate(key, null)));
        return new(updates.ToImmutable(), unchanged, lacking.Count, renumbered, leftOut.ToImmutable());
    }

    /// <summary>Changes what differs of a lifter, slot by slot in the lists of attempts; whether anything does.</summary>
    private bool Change(long id, JsonElement entry)
    {
        var changed = false;
        foreach (var field in entry.EnumerateObject())
        {
            var key = $"registration.entries[{id}].{field.Name}";
            if (!KnownFields.IsAttemptList(field.Name) || field.Value.ValueKind != JsonValueKind.Array || field.Value.GetArrayLength() != Sheet.Lifter.Attempts || !HasList(key))
            {
                changed |= Set(key, field.Value);
                continue;
            }

            for (var slot = 0; slot < Sheet.Lifter.Attempts; slot++)
                changed |= Set($"{key}[{slot}]", field.Value[slot]);
        }

        return changed;
    }

    private bool HasList(string key) =>
        MeetKey.TryParse(key, maxKeyLength, out var parsed) && content.ValueAt(parsed, out _)?.Parse() is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == Sheet.Lifter.Attempts;

    private bool Set(string key, JsonElement json)
    {
        if (!MeetKey.TryParse(key, maxKeyLength, out var parsed))
        {
            leftOut.Add(key);
            return true;
        }

        var value = SyncedValue.Of(json);
        if (value.Equals(content.ValueAt(parsed, out _)))
            return false;
        updates.Add(new(parsed, value));
        return true;
    }

    private static JsonElement Renumbered(JsonElement entry, long id)
    {
        var copy = JsonNode.Parse(SyncedValue.Of(entry).Json.Span)!.AsObject();
        copy["id"] = id;
        return SyncedValue.Of(copy).Parse();
    }

    private static long? IdOf(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number
        && id.TryGetDouble(out var number) && double.IsInteger(number) && number is >= 0 and <= 9_999_999_999 ? (long)number : null;

    /// <summary>Who an entry is about: by the name or the birth date, either of which may have been corrected since. Decision 0031.</summary>
    private readonly record struct Person(string Name, string Sex, string BirthDate)
    {
        public static Person Of(JsonElement entry) => new(Text(entry, "name"), Text(entry, "sex"), Text(entry, "birthDate"));

        public bool IsSame(Person other) => Name == other.Name || BirthDate.Length > 0 && BirthDate == other.BirthDate && Sex == other.Sex;

        private static string Text(JsonElement entry, string name) =>
            entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
    }
}
