using System.Globalization;
using System.Text.Json;

namespace Rollcall.Server.Doors.Devices;

/// <summary>A refusal in the shape of <c>/v1</c>: <c>{"detail", "code", "error"}</c>, the sentence twice because existing clients show the second.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">For programs; never changes.</param>
/// <param name="Detail">For people; holds no path, stack trace or secret.</param>
public sealed record DeviceRefusal(int Status, string Code, string Detail) : IResult
{
    /// <summary>When to try again; told in seconds, rounded up.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What else stands in the body.</summary>
    public Action<Utf8JsonWriter>? Fields { get; init; }

    /// <summary>Nobody said who is there.</summary>
    public static DeviceRefusal Unauthenticated { get; } = new(StatusCodes.Status401Unauthorized, "unauthenticated", "Log in first.");

    /// <summary>The token opens nothing.</summary>
    public static DeviceRefusal InvalidToken { get; } = new(StatusCodes.Status401Unauthorized, "invalid_token", "The session is unknown, closed or expired; log in again.");

    /// <summary>A page of another site may not do this with somebody's cookie.</summary>
    public static DeviceRefusal OriginNotAllowed { get; } = new(StatusCodes.Status403Forbidden, "origin_not_allowed", "Pages of this origin may not do this.");

    /// <summary>The store takes no writes.</summary>
    public static DeviceRefusal StorageUnavailable { get; } =
        new(StatusCodes.Status503ServiceUnavailable, "storage_unavailable", "The server cannot keep anything just now; nothing was done.") { RetryAfter = TimeSpan.FromSeconds(5) };

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await new JsonAnswer(json =>
        {
            json.WriteStartObject();
            json.WriteString("detail"u8, Detail);
            json.WriteString("code"u8, Code);
            json.WriteString("error"u8, Detail);
            Fields?.Invoke(json);
            json.WriteEndObject();
        }).ExecuteAsync(httpContext);
    }
}
