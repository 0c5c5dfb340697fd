using System.Text.Json;

namespace Rollcall.Apps.Meets;

/// <summary>How a value stands beside its key, in the log and on the wire.</summary>
internal static class SyncedValueJson
{
    /// <summary><c>updateValue</c>, or <c>delete: true</c> for null.</summary>
    public static void WriteValueOrDelete(this Utf8JsonWriter json, SyncedValue? value)
    {
        if (value is null)
        {
            json.WriteBoolean("delete"u8, true);
            return;
        }

        json.WritePropertyName("updateValue"u8);
        json.WriteRawValue(value.Json.Span, skipInputValidation: true);
    }
}
