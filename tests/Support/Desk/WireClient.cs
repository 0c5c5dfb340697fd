using System.Text.Json.Nodes;
using Xunit;

namespace Rollcall.Tests.Support;

/// <summary>A client for tests of the protocol: it says exactly what it is told and keeps all it hears until a test asks for it.</summary>
internal sealed class WireClient : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<Said> heard = [];
    private readonly Transcript transcript;
    private readonly Waiting waiting;
    private readonly Line line;
    private bool ended;

    private WireClient(string name)
    {
        transcript = new(name);
        waiting = new(gate, transcript.ToString);
        line = new(transcript, Heard);
    }

    /// <summary>How it spells from now on.</summary>
    public Wording Wording { get; set; }

    /// <summary>The token that <see cref="SayAs"/> adds; taken from each join.</summary>
    public string Token { get; set; } = "";

    public int CloseCode => line.CloseCode;

    public static async Task<WireClient> ConnectAsync(Uri server, string name = "client", Wording wording = Wording.Canonical)
    {
        var client = new WireClient(name) { Wording = wording };
        await client.line.OpenAsync(server);
        return client;
    }

    public void Say(string name, JsonObject? fields = null) => line.Say(Envelope.Write(name, fields ?? [], Wording));

    public void SayText(string text) => line.Say(text);

    public void SayBytes(byte[] bytes, bool isText) => line.SayBytes(bytes, isText);

    /// <summary>Says something under its session's token.</summary>
    public void SayAs(string name, JsonObject? fields = null)
    {
        var all = new JsonObject { ["sessionToken"] = Token };
        foreach (var (field, value) in fields ?? [])
            all[field] = value?.DeepClone();
        Say(name, all);
    }

    public void Cut() => line.Cut();

    /// <summary>The next message of this name; others stay to be asked for.</summary>
    public Task<JsonObject> HearAsync(string name) => HearAsync(name, _ => true);

    /// <summary>The next message of this name that fits; others stay to be asked for.</summary>
    public async Task<JsonObject> HearAsync(string name, Func<JsonObject, bool> fits)
    {
        Said? found = null;
        await waiting.UntilAsync(() => (found = heard.Find(one => one.Name == name && fits(one.Fields))) is not null || ended, name);
        lock (gate)
        {
            if (found is null)
                Assert.Fail($"the line ended before {name} came\n{transcript}");
            return Take(found).Fields;
        }
    }

    /// <summary>The next message, which must be of this name.</summary>
    public async Task<Said> HearNextAsync(string name)
    {
        await waiting.UntilAsync(() => heard.Count > 0 || ended, $"{name} as the next message");
        lock (gate)
        {
            if (heard.Count == 0 || heard[0].Name != name)
                Assert.Fail($"wanted {name} as the next message\n{transcript}");
            return Take(heard[0]);
        }
    }

    /// <summary>Says something and hears its answer.</summary>
    public Task<JsonObject> AskAsync(string name, JsonObject fields, string answer)
    {
        SayAs(name, fields);
        return HearAsync(answer);
    }

    /// <summary>Waits until the server has dealt with everything this client said, and with all it set itself to do because of it.</summary>
    public async Task EchoAsync()
    {
        var mark = Guid.NewGuid().ToString("N");
        Say("Ping", new() { ["sentAt"] = mark });
        await HearAsync("Pong", pong => (string?)pong["sentAt"] == mark);
    }

    /// <summary>All that was heard and not asked for until the answer to a ping sent now; afterwards nothing is left.</summary>
    public async Task<IReadOnlyList<Said>> HearTheRestAsync()
    {
        await EchoAsync();
        lock (gate)
        {
            var rest = heard.ToList();
            heard.Clear();
            return rest;
        }
    }

    /// <summary>Waits until the server closes, and says with which code.</summary>
    public async Task<int> HearCloseAsync()
    {
        await waiting.UntilAsync(() => ended, "the end of the line");
        return line.CloseCode;
    }

    public override string ToString() => transcript.ToString();

    public ValueTask DisposeAsync() => line.DisposeAsync();

    private Said Take(Said said)
    {
        heard.Remove(said);
        if (said.Name is "MeetCreated" or "MeetJoined")
            Token = (string)said.Fields["sessionToken"]!;
        return said;
    }

    private void Heard(string? text)
    {
        lock (gate)
        {
            if (text is null)
                ended = true;
            else
                heard.Add(Envelope.Read(text));
            waiting.Changed();
        }
    }
}
