using System.Text.Json;
using Rollcall.Apps.Meets.Lifting;
using Rollcall.Apps.Meets.Sheet;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Meets.Views;

/// <summary>A platform's view as JSON: the <c>view</c> of the <c>PlatformView</c> payload, and the flat object for title tools (specification, 5.4 and 5.5).</summary>
public static class PlatformViewJson
{
    private const int Room = 4096;

    /// <summary>The object that stands as <c>view</c>.</summary>
    public static byte[] Write(PlatformView view) => JsonText.ObjectOf(json =>
    {
        json.WriteStartObject("meet"u8);
        json.WriteString("name"u8, view.Setup.Name);
        json.WriteString("federation"u8, view.Setup.Federation);
        json.WriteString("date"u8, view.Setup.Date);
        json.WriteString("formula"u8, view.Setup.Formula);
        json.WriteString("units"u8, view.Setup.InKg ? "kg" : "lbs");
        json.WriteEndObject();
        json.WriteNumber("day"u8, view.At.Day);
        json.WriteString("flight"u8, view.At.Flight);
        json.WriteString("lift"u8, LifterJson.LiftName(view.Order.Lift));
        json.WriteNumber("attempt"u8, view.Order.Attempt);
        json.WriteNumberOrNull("currentEntryId"u8, view.Order.Current?.Lifter.Id);
        json.WriteNumberOrNull("nextEntryId"u8, view.Order.Next?.Lifter.Id);
        json.WriteStartArray("upcoming"u8);
        foreach (var turn in view.Order.Upcoming)
        {
            json.WriteStartObject();
            json.WriteNumber("entryId"u8, turn.Lifter.Id);
            json.WriteNumber("attempt"u8, turn.Attempt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("lifters"u8);
        foreach (var row in view.Lifters)
            WriteRow(json, row, view);
        json.WriteEndArray();
        json.WriteStartObject("loading"u8);
        WriteLoading(json, "current"u8, view.CurrentLoading, view.Setup);
        WriteLoading(json, "next"u8, view.NextLoading, view.Setup);
        json.WriteEndObject();
        json.WritePropertyName("clock"u8);
        if (view.Clock is { } clock)
            clock.WriteTo(json);
        else
            json.WriteNullValue();
        WriteLights(json, view.Lights);
        json.WriteStartObject("live"u8);
        foreach (var (name, value) in view.Live.Where(field => field.Key is not ("clock" or "lights")))
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }

        json.WriteEndObject();
    }, Room);

    /// <summary>One lifter flat, for title tools; null if nobody has the turn.</summary>
    public static byte[]? WriteTurn(PlatformView view, Turn? turn, DateTimeOffset now) => turn is not { } up ? null : JsonText.ObjectOf(json =>
    {
        var row = view.RowOf(up);
        var weightKg = up.Lifter.At(view.Order.Lift)[up.Attempt - 1].WeightKg;
        LifterJson.WriteScalars(json, row);
        json.WriteString("lift"u8, LifterJson.LiftName(view.Order.Lift));
        json.WriteNumber("attempt"u8, up.Attempt);
        json.WriteNumber("weightKg"u8, weightKg);
        json.WriteString("weightText"u8, Weight.Text(weightKg, view.Setup.InKg));
        json.WriteNumberOrNull("placeIfGood"u8, row.IfGood?.Place);
        json.WriteNumberOrNull("clockRemainingMs"u8, Clock.RemainingMs(view.Clock, now));
        json.WriteNumberOrNull("lightsEntryId"u8, view.Lights.About?.EntryId);
        json.WriteString("lightLeft"u8, Shown(view.Lights.Left));
        json.WriteString("lightHead"u8, Shown(view.Lights.Head));
        json.WriteString("lightRight"u8, Shown(view.Lights.Right));
    });

    private static void WriteRow(Utf8JsonWriter json, LifterRow row, PlatformView view)
    {
        json.WriteStartObject();
        LifterJson.WriteScalars(json, row);
        LifterJson.WriteAttempts(json, row.Lifter, view.Order, view.Setup);
        LifterJson.WriteBest(json, row.Lifter, view.Setup, view.Rules);
        if (row.IfGood is not { } good)
        {
            json.WriteNull("ifGood"u8);
        }
        else
        {
            json.WriteStartObject("ifGood"u8);
            json.WriteNumber("attemptKg"u8, good.AttemptKg);
            json.WriteNumber("totalKg"u8, good.TotalKg);
            LifterJson.WritePoints(json, "points"u8, good.Points);
            json.WriteNumberOrNull("place"u8, good.Place);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteLoading(Utf8JsonWriter json, ReadOnlySpan<byte> name, Loading? loading, MeetSetup setup)
    {
        if (loading is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("weightKg"u8, loading.WeightKg);
        json.WriteString("text"u8, Weight.Text(loading.WeightKg, setup.InKg));
        json.WriteNumber("barAndCollarsKg"u8, loading.BarKg);
        json.WriteStartArray("perSide"u8);
        foreach (var plate in loading.PerSide)
        {
            json.WriteStartObject();
            json.WriteNumber("weightKg"u8, plate.WeightKg);
            json.WriteNumber("count"u8, plate.Count);
            json.WriteString("color"u8, plate.Color);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("remainderKg"u8, loading.RemainderKg);
        json.WriteEndObject();
    }

    private static void WriteLights(Utf8JsonWriter json, Lights lights)
    {
        json.WriteStartObject("lights"u8);
        json.WriteBoolean("complete"u8, lights.Complete);
        json.WriteString("result"u8, lights.Result);
        json.WriteNumberOrNull("entryId"u8, lights.About?.EntryId);
        json.WriteString("lift"u8, lights.About?.Lift);
        json.WriteNumberOrNull("attempt"u8, lights.About?.Attempt);
        WriteLight(json, "left"u8, lights.Left);
        WriteLight(json, "head"u8, lights.Head);
        WriteLight(json, "right"u8, lights.Right);
        json.WriteEndObject();
    }

    private static void WriteLight(Utf8JsonWriter json, ReadOnlySpan<byte> name, Light light)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("given"u8, light.Given);
        json.WriteString("decision"u8, light.Decision);
        json.WriteStartArray("cards"u8);
        foreach (var card in light.Cards)
            json.WriteStringValue(card);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Shown(Light light) => light.Decision ?? (light.Given ? "given" : "");
}
