using System.Text.Json.Nodes;

namespace Rollcall.Tests.Support;

/// <summary>One standing item as a client holds it. <paramref name="Value"/> is meaningless where <paramref name="Deleted"/> is set; a null value is JSON's null.</summary>
internal sealed record DeskItem(string Key, bool Deleted, JsonNode? Value, long Number, int Priority, string LocationName, string AuthorId)
{
    public static DeskItem Read(JsonObject item) => new(
        (string)item["updateKey"]!, item["delete"]?.GetValue<bool>() ?? false, item["updateValue"]?.DeepClone(), (long)item["serverSeqNum"]!,
        (int)item["priority"]!, (string)item["locationName"]!, (string)item["authorId"]!);

    public JsonObject Write()
    {
        var item = new JsonObject { ["updateKey"] = Key };
        if (Deleted)
            item["delete"] = true;
        else
            item["updateValue"] = Value?.DeepClone();
        item["serverSeqNum"] = Number;
        item["priority"] = Priority;
        item["locationName"] = LocationName;
        item["authorId"] = AuthorId;
        return item;
    }

    public bool SameAs(DeskItem other) => Key == other.Key && SameContent(other) && Number == other.Number && Priority == other.Priority
        && LocationName == other.LocationName && AuthorId == other.AuthorId;

    public bool SameContent(DeskItem other) => Deleted == other.Deleted && (Deleted || JsonNode.DeepEquals(Value, other.Value));

    public override string ToString() => $"#{Number} {Key} = {(Deleted ? "(deleted)" : Value?.ToJsonString() ?? "null")} by {LocationName} {Priority} {AuthorId}";
}
