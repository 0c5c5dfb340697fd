using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Campaigns;

/// <summary>What became of every update of a schedule, worked out from the server's files and from what the desks were told: nothing may be missing, nothing may be there twice.</summary>
internal sealed class Accounting
{
    private readonly List<IReadOnlyList<JsonObject>> logs;
    private readonly List<Dictionary<string, JsonObject>> byOp;

    /// <param name="lostLogs">The logs the server was robbed of, oldest first.</param>
    /// <param name="log">The one it has now.</param>
    public Accounting(IEnumerable<IReadOnlyList<JsonObject>> lostLogs, IReadOnlyList<JsonObject> log)
    {
        logs = [.. lostLogs, log];
        byOp = [.. logs.Select(ByOp)];
    }

    public int Updates { get; private set; }

    public int Conflicts { get; private set; }

    public int Refusals { get; private set; }

    /// <summary>Every update a desk made was logged under its number, or refused with a reason that the desk heard and the log holds.</summary>
    public void Account(Desk desk)
    {
        Assert.Empty(desk.Memory.Pending);
        foreach (var edit in desk.Memory.History)
        {
            Updates++;
            var op = $"{desk.Memory.AuthorId}:{edit.Local}";
            var found = byOp.Select(log => log.GetValueOrDefault(op)).OfType<JsonObject>().ToList();
            var types = found.Select(one => (string)one["type"]!).ToList();
            if (edit.Refused is not null)
            {
                Refusals++;
                Assert.True(edit.Refused is "CONFLICT" or "NO_SUCH_ENTRY", $"{desk.Name}, {edit}");
                Assert.True(types.Contains("Refused"), $"{desk.Name} heard of a refusal that no log holds: {edit}");
                continue;
            }

            Assert.True(edit.Acked is not null, $"{desk.Name} never heard what became of {edit}");
            var last = found.Count == 0 ? null : found[^1];
            Assert.True(types.Contains("Updated") || types.Contains("Confirmed"), $"{desk.Name} heard of an update that no log holds: {edit}");
            // Every answer was in some life of the log, under the number that was told.
            var number = (string?)last!["type"] == "Confirmed" ? (long)last["body"]!["number"]! : (long)last["seq"]!;
            if (edit.Acked!.Value.Epoch == (string)last["epoch"]!)
                Assert.True(number == edit.Acked.Value.Number, $"{desk.Name}: the log says {number} of {edit}");
        }
    }

    /// <summary>Every value that lost in the life that goes on is in the list that directors see.</summary>
    public void AccountConflicts(Desk witness)
    {
        foreach (var happened in logs[^1])
        {
            var (type, body, seq) = ((string)happened["type"]!, happened["body"]!.AsObject(), (long)happened["seq"]!);
            if ((string?)body["updateKey"] is not { } key || key.StartsWith("live.", StringComparison.Ordinal) || key.StartsWith("lifting.", StringComparison.Ordinal))
                continue;
            if (type == "Refused" && (bool)body["conflict"]!)
            {
                Conflicts++;
                Assert.True(witness.Conflicts.TryGetValue(seq, out var conflict), $"the refusal {seq} is not in the conflict list");
                Assert.True(conflict["lost"]!.AsArray().Count == 1 && JsonNode.DeepEquals(conflict["lost"]![0]!["updateValue"], body["updateValue"]), $"the conflict list holds another value for {seq}");
            }
            else if (type == "Updated" && body["overruled"] is JsonArray { Count: > 0 })
            {
                Conflicts++;
            }
        }
    }

    /// <summary>What the files say stands is what a desk holds that has just joined.</summary>
    public void DemandStanding(Desk fresh)
    {
        var standing = Standing(logs[^1]);
        var held = fresh.Memory.Canonical.Items;
        foreach (var key in standing.Items.Keys.Union(held.Keys))
        {
            var (filed, told) = (standing.Items.GetValueOrDefault(key), held.GetValueOrDefault(key));
            Assert.True(filed is not null && told is not null && filed.SameAs(told), $"the log says {filed?.ToString() ?? "nothing"}, a fresh desk was told {told?.ToString() ?? "nothing"}\n{fresh.Story()}");
        }
    }

    /// <summary>What stood when the server was robbed and had been acknowledged came back, or lost where everybody can see it.</summary>
    public void DemandNothingLost(IReadOnlyList<Desk> desks)
    {
        var acknowledged = desks.SelectMany(desk => desk.Memory.History.Where(edit => edit.Acked is not null).Select(edit => $"{desk.Memory.AuthorId}:{edit.Local}")).ToHashSet(StringComparer.Ordinal);
        for (var life = 0; life < logs.Count - 1; life++)
        {
            var later = logs.Skip(life + 1).SelectMany(log => log).Where(one => (string)one["type"]! is "Updated" or "Refused").Select(one => one["body"]!.AsObject()).ToList();
            foreach (var item in Standing(logs[life]).Items.Values)
            {
                var op = (string?)logs[life].First(one => (long)one["seq"]! == item.Number)["op"];
                if (op is null || !acknowledged.Contains(op))
                    continue;
                Assert.True(later.Any(body => Says(body, item)), $"lost with life {life} and never seen again: {item}\n{Tale(item.Key)}\n{string.Join("\n", desks.Select(desk => desk.Story()))}");
            }
        }
    }

    /// <summary>All that ever happened to a key and to what it is part of, life by life.</summary>
    private string Tale(string key) => string.Join("\n", logs.SelectMany((log, life) => log
        .Where(one => (string?)one["body"]!["updateKey"] is { } other ? DeskKeys.Meet(key, other) : (string)one["type"]! is "EpochBegan" or "Recovered" or "Confirmed")
        .Select(one => $"  life {life}: {one.ToJsonString()}")));

    private static bool Says(JsonObject body, DeskItem item)
    {
        var key = (string)body["updateKey"]!;
        var deletes = (bool?)body["delete"] ?? false;
        if (key == item.Key)
            return deletes == item.Deleted && (deletes || JsonNode.DeepEquals(body["updateValue"], item.Value));
        // A whole object that says the same of the part.
        return !deletes && DeskKeys.Contains(key, item.Key) && !item.Deleted && body["updateValue"]?[item.Key[(key.Length + 1)..]] is { } part && JsonNode.DeepEquals(part, item.Value);
    }

    private static CanonicalLog Standing(IReadOnlyList<JsonObject> log)
    {
        var standing = new CanonicalLog();
        foreach (var happened in log.Where(one => (string)one["type"]! == "Updated"))
        {
            var item = happened["body"]!.DeepClone().AsObject();
            item["serverSeqNum"] = (long)happened["seq"]!;
            standing.Take(DeskItem.Read(item));
        }

        return standing;
    }

    private static Dictionary<string, JsonObject> ByOp(IReadOnlyList<JsonObject> log)
    {
        var found = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var happened in log.Where(one => one["op"] is not null))
            Assert.True(found.TryAdd((string)happened["op"]!, happened), $"the log holds {happened["op"]} twice");
        return found;
    }
}
