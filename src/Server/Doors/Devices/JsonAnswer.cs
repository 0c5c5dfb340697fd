using System.Text.Json;
using Rollcall.Core.Text;

namespace Rollcall.Server.Doors.Devices;

/// <summary>A body of JSON that is written directly. What it says is somebody's own and is kept by no cache.</summary>
/// <param name="write">Writes one value.</param>
/// <param name="status">The HTTP status.</param>
internal sealed class JsonAnswer(Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var body = JsonText.Bytes(write, room: 1024);
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
