using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Queue;

/// <summary>How the queue's records stand in its log, in its snapshot and beside the log: names in snake_case, what is null left out.
/// Old logs are read for years: fields are added, never changed.</summary>
internal static class QueueJson
{
    public static JsonSerializerOptions Options { get; } = Make(author: true);

    /// <summary>The same for what is asked, whoever asks.</summary>
    public static JsonSerializerOptions WithoutAuthor { get; } = Make(author: false);

    private static JsonSerializerOptions Make(bool author)
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        // What is derived has no setter and is not written; who asks has none either, being the base's.
        resolver.Modifiers.Add(info =>
        {
            foreach (var property in info.Properties.Where(one => one.Set is null && one.AssociatedParameter is null || (!author && one.PropertyType == typeof(By))).ToList())
                info.Properties.Remove(property);
        });
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = resolver,
        };
        options.Converters.Add(new CallsignText());
        options.Converters.Add(new TimeText());
        options.MakeReadOnly();
        return options;
    }

    private sealed class CallsignText : JsonConverter<Callsign>
    {
        public override Callsign Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Callsign.Known(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Callsign value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
    }

    private sealed class TimeText : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Instants.Text(value));
    }
}
