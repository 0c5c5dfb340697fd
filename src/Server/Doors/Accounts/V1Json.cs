using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rollcall.Server.Doors.Accounts;

/// <summary>How answers under <c>/v1</c> are spelled.</summary>
internal static class V1Json
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An answer with this body.</summary>
    public static IResult Answer<T>(T body, int status = StatusCodes.Status200OK) => Results.Json(body, Options, "application/json; charset=utf-8", status);
}
