using System.Text.Json.Nodes;

namespace Rollcall.Tests.Support;

/// <summary>One update a desk made, and what became of it. Pending until it is answered, and, where the answer came while the stream was paused, until the
/// cursor has passed its number. Guarded by the desk's gate.</summary>
internal sealed class DeskEdit(long local, string key, bool deletes, JsonNode? value, string epoch, long after)
{
    public long Local => local;

    public string Key => key;

    public bool Deletes => deletes;

    public JsonNode? Value => value;

    /// <summary>The epoch it was made in; like <see cref="After"/> never renewed.</summary>
    public string Epoch => epoch;

    public long After => after;

    /// <summary>The number it was given and in which epoch; null while nobody said.</summary>
    public (string Epoch, long Number)? Acked { get; set; }

    /// <summary>The code it was refused with; null where it was not.</summary>
    public string? Refused { get; set; }

    /// <summary>The location that a conflict was lost to.</summary>
    public string? LostTo { get; set; }

    public bool IsAnswered => Acked is not null || Refused is not null;

    public JsonObject Write()
    {
        var update = new JsonObject { ["updateKey"] = key };
        if (deletes)
            update["delete"] = true;
        else
            update["updateValue"] = value?.DeepClone();
        update["localSeqNum"] = local;
        update["afterServerSeqNum"] = after;
        return update;
    }

    public override string ToString() =>
        $"{local}: {key} = {(deletes ? "(delete)" : value?.ToJsonString() ?? "null")} at {epoch}/{after}: {(Refused is not null ? $"{Refused} {LostTo}" : Acked is { } at ? $"{at.Epoch}/{at.Number}" : "no answer")}";
}
