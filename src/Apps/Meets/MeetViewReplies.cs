using System.Text.Json;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Meets;

/// <summary>What displays hear.</summary>
public abstract partial record MeetReply
{
    /// <summary>What a platform shows (specification 5.4).</summary>
    /// <param name="ServerSeq">The number it was computed from.</param>
    /// <param name="ServerTime">When it was computed.</param>
    /// <param name="View">The object <c>view</c>, as JSON.</param>
    public sealed record PlatformView(MeetId Meet, int Platform, string Epoch, long ServerSeq, DateTimeOffset ServerTime, ReadOnlyMemory<byte> View) : MeetReply
    {
        internal override void WriteFields(Utf8JsonWriter json, Spelling spelling)
        {
            json.WriteString("meetId"u8, Meet.Grouped);
            json.WriteNumber("platform"u8, Platform);
            json.WriteString("epoch"u8, Epoch);
            json.WriteNumber("serverSeq"u8, ServerSeq);
            json.WriteTime("serverTime"u8, ServerTime);
            json.WritePropertyName("view"u8);
            json.WriteRawValue(View.Span, skipInputValidation: true);
        }
    }

    /// <summary>The standings may be others than before; they are fetched by GET.</summary>
    public sealed record StandingsChanged(MeetId Meet, string Epoch, long ServerSeq) : MeetReply
    {
        internal override void WriteFields(Utf8JsonWriter json, Spelling spelling)
        {
            json.WriteString("meetId"u8, Meet.Grouped);
            json.WriteString("epoch"u8, Epoch);
            json.WriteNumber("serverSeq"u8, ServerSeq);
        }
    }

    /// <summary>The time, for event streams: who only listens cannot ask.</summary>
    public sealed record TimeNow(DateTimeOffset Now) : MeetReply
    {
        internal override void WriteFields(Utf8JsonWriter json, Spelling spelling) => json.WriteTime("serverTime"u8, Now);
    }
}
