using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollcall.Server.Hosting.Api;

/// <summary><c>GET /openapi.json</c> and <c>GET /asyncapi.json</c>: written when first asked for, then kept. Any number of requests at once.</summary>
internal sealed class ApiRoutes(IReadOnlyList<ApiNote> notes)
{
    private static readonly JsonSerializerOptions Writing = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Maps the two.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        // By then everything is mapped.
        var open = new Lazy<byte[]>(() => Bytes(OpenApiDocument.Of(routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>(), notes)));
        var spoken = new Lazy<byte[]>(() => Bytes(AsyncApiDocument.Of(notes)));
        routes.MapGet("/openapi.json", context => AnswerAsync(context, open.Value));
        routes.MapGet("/asyncapi.json", context => AnswerAsync(context, spoken.Value));
    }

    private static byte[] Bytes(JsonObject document) => JsonSerializer.SerializeToUtf8Bytes(document, Writing);

    private static Task AnswerAsync(HttpContext context, byte[] document)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = document.Length;
        return context.Response.Body.WriteAsync(document, context.RequestAborted).AsTask();
    }
}
