using System.Text.Json;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Meets;

/// <summary>Where the results file is on its way to the record book.</summary>
/// <param name="State"><c>outbox</c>, <c>pending</c>, <c>sent</c> or <c>failed</c>.</param>
/// <param name="At">Since when.</param>
/// <param name="Detail">A sentence for the director, or null.</param>
public sealed record Delivery(string State, DateTimeOffset At, string? Detail)
{
    /// <summary>Writes it as the field <c>delivery</c>; null for one that is not on its way.</summary>
    internal static void Write(Utf8JsonWriter json, Delivery? delivery)
    {
        if (delivery is null)
        {
            json.WriteNull("delivery"u8);
            return;
        }

        json.WriteStartObject("delivery"u8);
        json.WriteString("state"u8, delivery.State);
        json.WriteTime("at"u8, delivery.At);
        json.WriteString("detail"u8, delivery.Detail);
        json.WriteEndObject();
    }
}
