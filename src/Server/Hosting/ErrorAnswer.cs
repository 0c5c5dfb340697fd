using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rollcall.Server.Hosting;

/// <summary>A refusal in the shape of all JSON endpoints: <c>{"detail": "one sentence", "code": "stable_code"}</c>.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">For programs; never changes.</param>
/// <param name="Detail">For people; holds no path, stack trace or secret.</param>
public sealed record ErrorAnswer(int Status, string Code, string Detail) : IResult
{
    /// <summary>After how many milliseconds it may go better; null where nobody can tell.</summary>
    public int? RetryAfterMs { get; init; }

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.Headers.CacheControl = "no-store";
        var body = JsonSerializer.SerializeToUtf8Bytes(new { detail = Detail, code = Code }, Options);
        httpContext.Response.ContentLength = body.Length;
        await httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    /// <summary>The answer for a status that came without one, such as 404 and 405 of unknown routes.</summary>
    public static ErrorAnswer Of(int status) => status switch
    {
        404 => new ErrorAnswer(404, "not_found", "There is nothing here."),
        405 => new ErrorAnswer(405, "method_not_allowed", "This method is not used here; the Allow header names those that are."),
        413 => new ErrorAnswer(413, "too_large", "The request is too large."),
        415 => new ErrorAnswer(415, "unsupported_media_type", "This type of content is not used here."),
        431 => new ErrorAnswer(431, "headers_too_large", "The request's headers are too large."),
        >= 500 => new ErrorAnswer(status, "internal_error", "Something went wrong on our side; it has been logged."),
        _ => new ErrorAnswer(status, "bad_request", "The request could not be understood."),
    };
}
