using Rollcall.Server.Doors.Queue.Operations;

namespace Rollcall.Server.Doors.Queue.Http;

/// <summary>What came of reading a request's body.</summary>
/// <param name="Json">The object; null where there is no body, or a fault.</param>
/// <param name="Refusal">What is wrong with it; null where nothing is.</param>
internal sealed record BodyReading(JsonReading? Json, Refusal? Refusal);

/// <summary>Reads the small JSON bodies of requests.</summary>
internal static class RequestBodies
{
    /// <summary>Reads one: an object, or nothing at all.</summary>
    public static async Task<BodyReading> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentLength > Protocol.MaxMessageBytes)
            return new(null, Refusal.TooBig);
        var body = new byte[4096];
        var length = 0;
        while (true)
        {
            if (length == body.Length)
                Array.Resize(ref body, Math.Min(Protocol.MaxMessageBytes + 1, body.Length * 4));
            var count = await request.Body.ReadAsync(body.AsMemory(length), context.RequestAborted);
            length += count;
            if (length > Protocol.MaxMessageBytes)
                return new(null, Refusal.TooBig);
            if (count == 0)
                break;
        }

        if (length == 0)
            return new(null, null);
        if (!request.HasJsonContentType())
            return new(null, Refusal.Validation("The body must be JSON (application/json)"));
        var json = JsonObjects.Read(body.AsMemory(0, length));
        return json.Document is not null ? new(json, null) : new(null, Refusal.Validation($"The body does not fit: {json.Fault}"));
    }
}
