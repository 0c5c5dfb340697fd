using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Apps.Devices;
using Rollcall.Core.Channels;
using Rollcall.Core.Cluster;
using Rollcall.Core.Connections;

namespace Rollcall.Tests.Support.Devices;

/// <summary>The real channel of one user with a clock that stands still: its devices' connections are lines in memory, the accounts a list.</summary>
internal sealed class Household : IAsyncDisposable
{
    public const long User = 42;

    private readonly Switchboard switchboard;
    private readonly UserSurroundings around;
    private readonly ConcurrentDictionary<long, long> delivered = [];
    private Actor<UserLog, UserCommand, UserEvent, UserAnswer> actor = null!;
    private int epochs, connections;

    private Household(DeviceSettings settings)
    {
        switchboard = new(Clock, ConnectionObserver.None, NullLogger<Switchboard>.Instance);
        var registry = new DeviceRegistry(_ => Cards, Delivered, (device, seq, _) => delivered[device] = seq);
        around = new(settings, "1.4.0", Connected, registry, () => $"e{++epochs}", () => 1234, Clock);
        Wire = new(settings.QueueLimit);
    }

    public TestClock Clock { get; } = new();

    public MemoryStore Store { get; } = new();

    public ConnectedDevices Connected { get; } = new();

    public DeviceWire Wire { get; }

    /// <summary>What the accounts know.</summary>
    public List<DeviceCard> Cards { get; } = [.. new long[] { 7, 8, 9 }.Select(id => new DeviceCard(id, $"Log-in {id}", Renamed: false, "web", DateTimeOffset.UnixEpoch))];

    public UserLog State => actor.State;

    public static async Task<Household> StartAsync(DeviceSettings? settings = null)
    {
        var home = new Household(settings ?? new() { AppendBurst = 100_000 });
        await home.OpenAsync();
        return home;
    }

    /// <summary>Up to where a device is known to have everything.</summary>
    public long? Delivered(long device) => delivered.TryGetValue(device, out var seq) ? seq : null;

    /// <summary>Stops the channel and opens it again.</summary>
    public async Task RestartAsync()
    {
        await actor.StopAsync();
        await OpenAsync();
    }

    public async Task PostAsync(UserLetter letter) => await actor.PostAsync(letter);

    /// <summary>A connection comes in; nothing of what it was told is taken yet.</summary>
    public async Task<HomeDevice> EnterAsync(long device, long outboxBytes = 4 << 20)
    {
        var line = new FrameTap();
        var outbox = switchboard.Connect(line, new() { OutboxBytes = (int)outboxBytes }).Outbox;
        var member = new DeviceMember(string.Create(CultureInfo.InvariantCulture, $"c-{++connections}"), device, 100 + device, "ada", outbox);
        var entering = new UserLetter.Entering(member);
        await PostAsync(entering);
        await entering.Reply;
        return new(this, member, line);
    }

    /// <summary>A connection comes in and has heard what there is to hear.</summary>
    public async Task<HomeDevice> ConnectAsync(long device)
    {
        var connected = await EnterAsync(device);
        await connected.FlushAsync();
        return connected;
    }

    /// <summary>A connection comes in and says hello.</summary>
    public async Task<HomeDevice> PlayerAsync(long device, string features = "\"command_result\",\"handover\"")
    {
        var player = await ConnectAsync(device);
        await player.HelloAsync($"Player {device}", features);
        await player.FlushAsync();
        return player;
    }

    /// <summary>Appends as a device, or as a session where the device is 0.</summary>
    public async Task<UserAnswer> AppendAsync(long device, string type = "note", string payload = "{}", string? id = null, string? connectionId = null)
    {
        using var json = JsonDocument.Parse(Encoding.UTF8.GetBytes(payload));
        RawJson.TryOf(json.RootElement, out var raw);
        var letter = new UserLetter.Appending(new(type, raw, device == 0 ? Author.Session(1) : Author.Device(device), id, "unused"), connectionId);
        await PostAsync(letter);
        return (await letter.Reply).Answer!.Answer!;
    }

    public async Task<EventPage> ReadAsync(long since, string? epoch = null, int limit = 1000, long? device = null)
    {
        var letter = new UserLetter.Reading(device, since, epoch, limit);
        await PostAsync(letter);
        return (await letter.Reply).Answer!;
    }

    public async Task<UserView> ViewAsync(long? device = null)
    {
        var letter = new UserLetter.Viewing(device);
        await PostAsync(letter);
        return (await letter.Reply).Answer!;
    }

    /// <summary>Time goes on second by second; what becomes due is done before the next one.</summary>
    public async Task WaitAsync(double seconds)
    {
        // What was said before is dealt with before.
        await ViewAsync();
        for (var left = seconds; left > 0; left--)
        {
            Clock.Advance(TimeSpan.FromSeconds(Math.Min(1, left)));
            await ViewAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await actor.StopAsync();
        switchboard.Dispose();
    }

    private async Task OpenAsync()
    {
        var log = (await Store.OpenAsync(UserKind.ChannelOf(User), create: true, CancellationToken.None))!;
        actor = await Actor<UserLog, UserCommand, UserEvent, UserAnswer>.StartAsync(
            new UserKind(), log, new(Clock, new OneNode(), NullLogger.Instance, RoundObserver.None), _ => new UserGathering(User, around), CancellationToken.None);
    }
}
