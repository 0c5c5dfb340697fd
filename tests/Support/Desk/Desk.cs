using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Xunit;

namespace Rollcall.Tests.Support;

/// <summary>A complete client of a meet, written from the specification (7.3 to 7.6) and from nothing else: it works on without a line, comes back, merges, and
/// gives a server back what it lost. Everything that changes is guarded by one gate; messages are dealt with on the line's reading loop.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Func<Uri> server;
    private readonly DeskWeather weather;
    private readonly Transcript transcript;
    private readonly Waiting waiting;
    private readonly List<Line> oldLines = [];
    private readonly string password;
    private Line? line;
    private DeskTalk? talk;

    /// <summary>A desk that is not connected yet.</summary>
    /// <param name="name">The location it works at.</param>
    /// <param name="server">Where the server is just now.</param>
    /// <param name="password">What it joins with.</param>
    /// <param name="weather">What its line is like.</param>
    public Desk(string name, Func<Uri> server, string password, DeskWeather? weather = null)
    {
        (Name, this.server, this.password, this.weather) = (name, server, password, weather ?? DeskWeather.Fair);
        transcript = new(name);
        waiting = new(gate, Story);
    }

    public string Name { get; }

    public Wording Wording { get; init; }

    /// <summary>How many items it wants on a page of a pull.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>What it listens to besides updates.</summary>
    public IReadOnlyList<string> Watch { get; init; } = ["updates"];

    /// <summary>By how much it shortens the times after which the server asks it to try again.</summary>
    public int Haste { get; init; } = 1;

    /// <summary>What it keeps over reconnects. Read it through <see cref="Look{T}"/> while it is connected.</summary>
    public DeskMemory Memory { get; } = new();

    /// <summary>Conflicts as the server last told them; filled where <see cref="Watch"/> holds <c>conflicts</c>.</summary>
    public Dictionary<long, JsonObject> Conflicts { get; } = [];

    /// <summary>Whether it has a line.</summary>
    public bool IsConnected => line is not null;

    /// <summary>The code its last line was closed with; 0 if by nobody's word.</summary>
    public int LastCloseCode { get; private set; }

    /// <summary>Whether everything it did is answered and it has been told everything there is.</summary>
    public bool IsInStep => talk is { IsFollowing: true } && Memory.Pending.Count == 0;

    /// <summary>Makes a meet.</summary>
    public async Task CreateAsync(JsonArray locations, JsonObject? restore = null)
    {
        await OpenAsync();
        lock (gate)
        {
            talk?.Create(password, locations, restore);
        }

        await UntilAsync(() => talk is not { IsEntering: true }, "the creation of the meet");
        lock (gate)
        {
            if (talk is null || talk.Rejection is not null)
                Assert.Fail($"the meet was not made: {talk?.Rejection}\n{Story()}");
        }
    }

    /// <summary>Joins a meet for the first time.</summary>
    public async Task JoinAsync(string meetId)
    {
        await OpenAsync();
        lock (gate)
            talk?.Join(meetId, password);
        await UntilAsync(() => talk is not { IsEntering: true }, "the joining of the meet");
        lock (gate)
        {
            if (talk?.Rejection is { } rejection)
                Assert.Fail($"{Name} was not let in: {rejection}\n{Story()}");
        }
    }

    /// <summary>Connects again and goes on from where it was; false where no line came about.</summary>
    public async Task<bool> ConnectAsync()
    {
        try
        {
            await OpenAsync();
        }
        catch (Exception refused) when (refused is WebSocketException or OperationCanceledException or HttpRequestException)
        {
            transcript.Add("--", "no line came about");
            return false;
        }

        lock (gate)
            talk?.ComeBack();
        return true;
    }

    /// <summary>Pulls its cable.</summary>
    public void Cut()
    {
        lock (gate)
            line?.Cut();
    }

    public DeskEdit? Set(string key, JsonNode? value) => Edit(key, deletes: false, value);

    public DeskEdit? Delete(string key) => Edit(key, deletes: true, null);

    /// <summary>Looks at something while nothing changes.</summary>
    public T Look<T>(Func<Desk, T> at)
    {
        lock (gate)
            return at(this);
    }

    public Task UntilInStepAsync() => UntilAsync(() => IsInStep, "being in step");

    /// <summary>Waits until something about this desk is so; looked at under its gate.</summary>
    public Task UntilAsync(Func<bool> isSo, string what) => waiting.UntilAsync(isSo, $"{Name}: {what}");

    /// <summary>The next thing to happen: in step, or without a line.</summary>
    public Task UntilSettledAsync() => UntilAsync(() => IsInStep || line is null, "being in step or cut off");

    public async ValueTask DisposeAsync()
    {
        List<Line> all;
        lock (gate)
        {
            line?.Cut();
            all = [.. oldLines];
        }

        foreach (var one in all)
            await one.DisposeAsync();
    }

    public string Story() => $"{Name}: {(line is null ? "no line" : talk?.ToString())}, epoch {Memory.Epoch}, cursor {Memory.Cursor}, pending:\n"
        + string.Concat(Memory.Pending.Select(one => $"    {one}\n")) + transcript;

    private DeskEdit? Edit(string key, bool deletes, JsonNode? value)
    {
        lock (gate)
        {
            // What is only of the moment is not kept for later.
            if (key.StartsWith("live.", StringComparison.Ordinal) && line is null)
                return null;
            var edit = Memory.Edit(key, deletes, value);
            talk?.Edited(edit);
            waiting.Changed();
            return edit;
        }
    }

    private async Task OpenAsync()
    {
        Line? opened = null;
        opened = new Line(transcript, text => Heard(opened!, text));
        lock (gate)
        {
            if (line is not null)
                throw new InvalidOperationException($"{Name} has a line already");
            oldLines.Add(opened);
        }

        await opened.OpenAsync(server());
        lock (gate)
        {
            // It may be gone again already.
            if (!opened.HasEnded)
                (line, talk) = (opened, new DeskTalk(this, opened, weather, password));
        }
    }

    private void Heard(Line from, string? text)
    {
        lock (gate)
        {
            if (line != from && line is not null)
                return;
            if (text is null)
                (line, talk, LastCloseCode) = (null, null, from.CloseCode);
            else
                talk?.Hear(Envelope.Read(text));
            waiting.Changed();
        }
    }

    /// <summary>Does something later, unless the line is gone by then.</summary>
    internal void Later(int milliseconds, DeskTalk whose, Action what) => _ = LaterAsync(milliseconds, whose, what);

    private async Task LaterAsync(int milliseconds, DeskTalk whose, Action what)
    {
        await Task.Delay(Math.Max(1, milliseconds / Haste));
        lock (gate)
        {
            if (talk == whose)
                what();
        }
    }
}
