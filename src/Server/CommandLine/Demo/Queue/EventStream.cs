namespace Rollcall.Server.CommandLine.Demo.Queue;

/// <summary>One event of a stream.</summary>
internal sealed record StreamEvent(string? Id, string Name, string Data);

/// <summary>An event stream as a browser reads it. Used by one caller at a time.</summary>
internal sealed class EventStream : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HttpResponseMessage response;
    private readonly StreamReader lines;

    private EventStream(HttpResponseMessage response, Stream body) => (this.response, lines) = (response, new StreamReader(body));

    /// <summary>Opens one; with the id of the last event where there was one.</summary>
    public static async Task<EventStream> OpenAsync(HttpClient http, Uri address, string? lastId, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (lastId is not null)
            request.Headers.Add("Last-Event-ID", lastId);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        return new(response, await response.Content.ReadAsStreamAsync(cancel));
    }

    /// <summary>The next event.</summary>
    public async Task<StreamEvent> NextAsync(CancellationToken cancel)
    {
        string? id = null, name = null, data = null;
        try
        {
            while (await lines.ReadLineAsync(cancel).AsTask().WaitAsync(Patience, cancel) is { } line)
            {
                if (line.Length == 0 && name is not null)
                    return new(id, name, data ?? "");
                var colon = line.IndexOf(": ", StringComparison.Ordinal);
                (id, name, data) = colon < 0 ? (id, name, data) : line[..colon] switch
                {
                    "id" => (line[(colon + 2)..], name, data),
                    "event" => (id, line[(colon + 2)..], data),
                    "data" => (id, name, line[(colon + 2)..]),
                    _ => (id, name, data),
                };
            }
        }
        catch (TimeoutException)
        {
            throw new PlayBrokenException($"an event within {Patience.TotalSeconds} s", "nothing");
        }

        throw new PlayBrokenException("an event", "the end of the stream");
    }

    public void Dispose()
    {
        lines.Dispose();
        response.Dispose();
    }
}
