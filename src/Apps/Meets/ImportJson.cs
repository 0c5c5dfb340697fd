using Rollcall.Core.Text;

namespace Rollcall.Apps.Meets;

/// <summary>What came of an import, as HTTP answers it (specification 5.5).</summary>
public static class ImportJson
{
    private const int MostTold = 100;

    /// <summary>Writes it. <c>leftOut</c> names what the rules do not take, at most 100, and is there only if there is any.</summary>
    public static byte[] Write(MeetAnswer.Imported imported, long head) => JsonText.ObjectOf(json =>
    {
        json.WriteNumber("accepted"u8, imported.Accepted);
        json.WriteNumber("unchanged"u8, imported.Unchanged);
        json.WriteNumber("deleted"u8, imported.Deleted);
        json.WriteNumber("renumbered"u8, imported.Renumbered);
        json.WriteNumber("lastServerSeq"u8, head);
        if (imported.LeftOut.IsEmpty)
            return;
        json.WriteNumber("leftOutCount"u8, imported.LeftOut.Length);
        json.WriteList("leftOut"u8, imported.LeftOut.Take(MostTold), one =>
        {
            json.WriteString("updateKey"u8, one.Key);
            json.WriteString("code"u8, one.Code);
            json.WriteString("reason"u8, one.Reason);
        });
    });
}
