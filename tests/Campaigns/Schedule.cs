using System.Text.Json.Nodes;
using Rollcall.Tests.Server.Doors.Meets;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Campaigns;

/// <summary>One random course of a meet: some desks on bad lines, edits of the same few things, outages, restarts, and servers robbed of the meet.
/// What is done follows from the seed; how it falls in time does not. Driven by one task.</summary>
internal sealed class Schedule(int seed, MeetServer server) : IAsyncDisposable
{
    private static readonly string[] MeetFields = ["meet.name", "meet.city", "meet.remark"];
    private static readonly string[] EntryFields = ["team", "remark", "lot"];
    private static readonly string[] Deletable = ["live.platforms[1].remark", "live.platforms[2].remark"];

    private readonly Random chance = new(seed);
    private readonly List<Desk> desks = [];
    private readonly List<DeskWeather> weathers = [];
    private readonly List<long> entries = [];
    private readonly List<IReadOnlyList<JsonObject>> lostLogs = [];
    private JsonArray locations = [];

    private enum Blow
    {
        Restart,
        LogLost,
        EverythingLost,
    }

    public int Restarts { get; private set; }

    public int Losses => lostLogs.Count;

    public IReadOnlyList<Desk> Desks => desks;

    /// <summary>The logs that were taken from the server, oldest first.</summary>
    public IReadOnlyList<IReadOnlyList<JsonObject>> LostLogs => lostLogs;

    private string MeetId => desks[0].Memory.MeetId;

    /// <summary>Lives through it until all is quiet; returns a desk that joined only then.</summary>
    public async Task<Desk> RunAsync()
    {
        await GatherAsync(2 + chance.Next(5));
        var steps = 12 + chance.Next(25);
        var blows = Blows(steps);
        for (var step = 0; step < steps; step++)
        {
            if (blows.TryGetValue(step, out var blow))
                await StrikeAsync(blow);
            await StepAsync();
        }

        await SettleAsync();
        var fresh = server.DeskAt("Head table", watch: ["updates", "conflicts"]);
        desks.Add(fresh);
        await fresh.JoinAsync(MeetId);
        await MeetFixture.UntilAgreedAsync([.. desks]);
        return fresh;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var desk in desks)
            await desk.DisposeAsync();
    }

    private async Task GatherAsync(int count)
    {
        // Some share a priority, some a location.
        var names = Enumerable.Range(0, count).Select(i => i == 0 ? "Head table" : $"Desk {1 + chance.Next(count)}").ToList();
        locations = new([.. names.Distinct().Select(name => (JsonNode)MeetFixture.Location(name, chance.Next(4), director: name == "Head table" || chance.Next(2) == 0))]);
        foreach (var name in names)
        {
            var isRough = chance.Next(2) == 0;
            var weather = new DeskWeather(new Random(chance.Next()))
            {
                SaidTwice = chance.NextDouble() * 0.3, AnswerLost = isRough ? chance.NextDouble() * 0.2 : 0, CutWhileSaying = isRough ? chance.NextDouble() * 0.05 : 0, Calm = true,
            };
            weathers.Add(weather);
            desks.Add(new(name, () => server.Address, MeetFixture.Password, weather)
            {
                Wording = (Wording)chance.Next(2), PageSize = chance.Next(3) == 0 ? 1 + chance.Next(5) : 500, Haste = 100,
            });
        }

        await desks[0].CreateAsync(locations);
        foreach (var desk in desks.Skip(1))
            await desk.JoinAsync(MeetId);
        foreach (var weather in weathers)
            weather.Calm = false;
    }

    private Dictionary<int, Blow> Blows(int steps)
    {
        Blow? kind = chance.Next(100) switch { < 72 => null, < 84 => Blow.Restart, < 94 => Blow.LogLost, _ => Blow.EverythingLost };
        var blows = new Dictionary<int, Blow>();
        for (var i = kind is null ? 0 : 1 + chance.Next(2); i > 0; i--)
            blows[chance.Next(steps)] = kind!.Value;
        return blows;
    }

    private async Task StepAsync()
    {
        var desk = desks[chance.Next(desks.Count)];
        var what = chance.Next(100);
        if (what < 62)
        {
            for (var i = chance.Next(4); i >= 0; i--)
                Edit(desk);
        }
        else if (what < 72)
        {
            desk.Cut();
            await desk.UntilAsync(() => !desk.IsConnected, "noticing that the line is cut");
        }
        else if (!desk.IsConnected)
        {
            await desk.ConnectAsync();
        }
        else
        {
            await desk.UntilSettledAsync();
        }
    }

    private void Edit(Desk desk)
    {
        // Few values, so that two say the same now and then.
        JsonNode value = chance.Next(2) == 0 ? chance.Next(3) : chance.Next(1000);
        switch (chance.Next(10))
        {
            case 0:
                desk.Set(Pick(MeetFields), $"x{value}");
                break;
            case 1 or 2:
                var id = desk.Look(at => at.Memory.FreshEntryId());
                entries.Add(id);
                desk.Set($"registration.entries[{id}]", MeetFixture.Entry(id));
                break;
            case 3:
                desk.Set($"lifting.platforms[{1 + chance.Next(2)}].remark", value);
                break;
            case 4 when chance.Next(2) == 0:
                desk.Delete(Pick(Deletable));
                break;
            case 4:
                desk.Set(Pick(Deletable), value);
                break;
            case 5 when SomeEntry(desk) is { } entry:
                desk.Delete($"registration.entries[{entry}]");
                break;
            case 6 when SomeEntry(desk) is { } entry:
                desk.Set($"registration.entries[{entry}]", MeetFixture.Entry(entry, lot: (int)value));
                break;
            case 7 when SomeEntry(desk) is { } entry:
                desk.Set($"registration.entries[{entry}].squatKg[{chance.Next(3)}]", value);
                break;
            default:
                if (SomeEntry(desk) is not { } one)
                    break;
                var field = Pick(EntryFields);
                desk.Set($"registration.entries[{one}].{field}", field == "lot" ? value : $"x{value}");
                break;
        }
    }

    /// <summary>Mostly one of the last few, so that desks meet there; any desk may know it from a shout across the hall.</summary>
    private long? SomeEntry(Desk desk) => entries.Count == 0 ? null : entries[Math.Max(0, entries.Count - 1 - chance.Next(4))];

    private T Pick<T>(T[] from) => from[chance.Next(from.Length)];

    private async Task StrikeAsync(Blow blow)
    {
        Restarts++;
        await server.RestartAsync(() =>
        {
            if (blow == Blow.Restart)
                return;
            lostLogs.Add(server.LogOf(MeetId));
            if (blow == Blow.LogLost)
                server.LoseLog(MeetId);
            else
                server.LoseMeet(MeetId);
        });
        foreach (var desk in desks)
            await desk.UntilAsync(() => !desk.IsConnected, "noticing that the server went");
        if (blow == Blow.EverythingLost)
            await RestoreAsync();
    }

    private async Task RestoreAsync()
    {
        var directors = desks.Where(desk => desk.Memory.Role == "director").ToList();
        var director = directors[chance.Next(directors.Count)];
        // Others may be there first, and are told to wait.
        foreach (var other in desks.Where(desk => desk != director && chance.Next(3) == 0))
            await other.ConnectAsync();
        var (weather, author) = (weathers[desks.IndexOf(director)], director.Memory.AuthorId);
        weather.Calm = true;
        await director.CreateAsync(locations, new() { ["meetId"] = MeetId, ["epoch"] = director.Memory.Epoch, ["sessionToken"] = director.Memory.Token });
        Assert.Equal(author, director.Look(at => at.Memory.AuthorId));
        weather.Calm = false;
    }

    private async Task SettleAsync()
    {
        foreach (var weather in weathers)
            weather.Calm = true;
        // In any order; a line that broke just before is mended in another round.
        for (var round = 0; round < 10 && desks.Any(desk => !desk.Look(at => at.IsInStep)); round++)
        {
            foreach (var desk in desks.OrderBy(_ => chance.Next()).ToList())
            {
                if (!desk.Look(at => at.IsConnected))
                    await desk.ConnectAsync();
            }

            foreach (var desk in desks)
                await desk.UntilSettledAsync();
        }
    }
}
