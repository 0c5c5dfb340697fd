using System.Globalization;
using System.Text.Json;
using Rollcall.Core.Text;
using Rollcall.Server.Doors.Queue.Access;
using Rollcall.Server.Doors.Queue.Operations;

namespace Rollcall.Server.Doors.Queue.Http;

/// <summary>How answers look over HTTP: JSON without a charset, never kept by anybody in between, a null as the four letters it is.</summary>
internal static class QueueResponses
{
    private const string JsonType = "application/json";

    /// <summary>Sends one JSON value.</summary>
    public static Task JsonAsync(HttpContext context, Action<Utf8JsonWriter> write) => BytesAsync(context, JsonType, JsonText.Bytes(write));

    /// <summary>Sends bytes that nobody keeps.</summary>
    public static async Task BytesAsync(HttpContext context, string type, ReadOnlyMemory<byte> bytes)
    {
        context.Response.ContentType = type;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>Sends a no.</summary>
    public static Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        context.Response.StatusCode = refusal.Status;
        if (refusal.WaitMs is { } wait)
            context.Response.Headers.RetryAfter = Math.Max(1, (wait + 999) / 1_000).ToString(CultureInfo.InvariantCulture);
        if (refusal.Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = ForeignPages.IsScript(context.Request) ? "xBasic realm=\"queue\"" : "Basic realm=\"queue\"";
        return JsonAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("detail"u8, refusal.Sentence);
            json.WriteString("code"u8, refusal.Code);
            json.WriteEndObject();
        });
    }
}
