using System.Text;
using System.Text.Json;
using Rollcall.Core.Text;
using Serilog.Events;
using Serilog.Formatting;

namespace Rollcall.Server.Observing;

/// <summary>A log event as one line of JSON: <c>time</c>, <c>level</c>, <c>event_id</c>, <c>event</c>, <c>category</c>, <c>application</c> and <c>channel</c>
/// where it is about one, <c>message</c>, then the message's own fields in snake_case, <c>trace_id</c> and <c>error</c> where there are such.</summary>
internal sealed class JsonLogLine : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, JsonText.Writing))
        {
            json.WriteStartObject();
            json.WriteString("time", Instants.Text(logEvent.Timestamp));
            json.WriteString("level", LogLine.Level(logEvent.Level));
            var (id, name) = LogLine.Event(logEvent);
            if (id is not null)
                json.WriteNumber("event_id", id.Value);
            if (name is not null)
                json.WriteString("event", name);
            if (LogLine.Category(logEvent) is { } category)
                json.WriteString("category", category);
            if (LogLine.Application(logEvent) is { } application)
                json.WriteString("application", application);
            if (LogLine.Channel(logEvent) is { } channel)
                json.WriteString("channel", channel);
            json.WriteString("message", LogLine.Message(logEvent));
            foreach (var (field, value) in LogLine.Fields(logEvent))
            {
                json.WritePropertyName(JsonNamingPolicy.SnakeCaseLower.ConvertName(field));
                Write(json, value);
            }

            if (logEvent.TraceId is { } trace)
                json.WriteString("trace_id", trace.ToHexString());
            if (logEvent.Exception is { } exception)
                json.WriteString("error", exception.ToString());
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
        output.Write('\n');
    }

    private static void Write(Utf8JsonWriter json, LogEventPropertyValue value)
    {
        switch (value is ScalarValue scalar ? scalar.Value : value.ToString())
        {
            case null: json.WriteNullValue(); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case var other: json.WriteStringValue(System.Convert.ToString(other, System.Globalization.CultureInfo.InvariantCulture)); break;
        }
    }
}
