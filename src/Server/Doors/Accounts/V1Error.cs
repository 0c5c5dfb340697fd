using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Accounts;

/// <summary>A refusal in the shape of everything under <c>/v1</c>: <c>{"detail", "code", "error"}</c>; the last is the first once more, as existing clients
/// show that field.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">For programs; never changes.</param>
/// <param name="Detail">One sentence for people.</param>
/// <param name="RetryAfter">When to come back; sent in whole seconds.</param>
public sealed record V1Error(int Status, string Code, string Detail, TimeSpan? RetryAfter = null) : IResult
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The store takes no writes just now.</summary>
    public static V1Error StorageUnavailable { get; } =
        new(StatusCodes.Status503ServiceUnavailable, "storage_unavailable", "Nothing can be changed just now; come back in a moment.", TimeSpan.FromSeconds(5));

    /// <summary>Too much is being asked for.</summary>
    public static V1Error Overloaded { get; } =
        new(StatusCodes.Status503ServiceUnavailable, "overloaded", "Too many passwords are being checked; come back in a moment.", TimeSpan.FromSeconds(2));

    /// <summary>No such thing, or none of the caller's.</summary>
    public static V1Error NotFound { get; } = new(StatusCodes.Status404NotFound, "not_found", "There is nothing here.");

    /// <summary>Not with this role.</summary>
    public static V1Error Forbidden { get; } = new(StatusCodes.Status403Forbidden, "forbidden", "This needs the role admin.");

    /// <summary>Too often.</summary>
    public static V1Error RateLimited(TimeSpan retryAfter) => new(StatusCodes.Status429TooManyRequests, "rate_limited", "Too many attempts; come back later.", retryAfter);

    /// <summary>A field that is not as it must be.</summary>
    /// <param name="sentence">Names the field.</param>
    public static V1Error InvalidField(string sentence) => new(StatusCodes.Status400BadRequest, "invalid_field", sentence);

    /// <summary>The same refusal of the server around, such as 404 and 405 of unknown routes, in this shape.</summary>
    public static V1Error Of(ErrorAnswer answer) => answer.Status switch
    {
        StatusCodes.Status413PayloadTooLarge => new(answer.Status, "too_big", answer.Detail),
        StatusCodes.Status415UnsupportedMediaType => new(answer.Status, "json_required", answer.Detail),
        _ => new(answer.Status, answer.Code, answer.Detail),
    };

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        (response.StatusCode, response.ContentType) = (Status, "application/json; charset=utf-8");
        response.Headers.CacheControl = "no-store";
        if (Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer";
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var body = JsonSerializer.SerializeToUtf8Bytes(new { detail = Detail, code = Code, error = Detail }, Options);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
