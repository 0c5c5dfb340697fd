using System.Text.Json.Nodes;

namespace Rollcall.Tests.Support.Queue;

/// <summary>One block of an event stream.</summary>
internal sealed record StreamBlock(string? Id, string Event, string Data, string? Retry)
{
    public JsonNode? Json => JsonNode.Parse(Data);
}

/// <summary>Listens to an event stream. Used by one test at a time.</summary>
internal sealed class StreamClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpClient http;
    private readonly StreamReader reader;

    private StreamClient(HttpClient http, HttpResponseMessage response, Stream stream) => (this.http, Response, reader) = (http, response, new StreamReader(stream));

    public HttpResponseMessage Response { get; }

    public static async Task<StreamClient> ListenAsync(Uri address, string? lastEventId = null)
    {
        // Who listens no more hangs up at once, instead of hearing the rest for a while.
        var http = new HttpClient(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero }) { Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (lastEventId is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        return new(http, response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next block; null where the stream has ended.</summary>
    public async Task<StreamBlock?> HearAsync()
    {
        string? id = null, name = null, data = null, retry = null;
        while (await reader.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.Length == 0)
                return new(id, name!, data!, retry);
            var (field, value) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]);
            switch (field)
            {
                case "id": id = value; break;
                case "event": name = value; break;
                case "data": data = data is null ? value : throw new FormatException("more than one line of data"); break;
                case "retry": retry = value; break;
                default: throw new FormatException($"a field '{field}'");
            }
        }

        return null;
    }

    public void Dispose()
    {
        reader.Dispose();
        Response.Dispose();
        http.Dispose();
    }
}
