using System.Globalization;
using Rollcall.Bench.Figures;
using Rollcall.Bench.Meets;
using Rollcall.Bench.Readers;

namespace Rollcall.Bench.Measurements;

/// <summary>A large meet: 1,500 lifters with 9 attempts each on 4 platforms, 500 displays. How long an attempt takes until its new view is out to everyone,
/// beside an update of the same size, which is worked out of nothing, to as many readers.</summary>
internal static class ViewsOut
{
    private const int Lifters = 1_500;
    private const int Platforms = 4;
    private const int Flights = 16;
    private const int Displays = 500;

    // The numbers of displays whose costs are compared.
    private static readonly int[] Crowds = [50, 500, 2_000];
    private const int Attempts = 100;
    private const int Batch = 100;

    // Of one flight on one platform.
    private const int ViewBytes = 20_000;

    // The 99th percentile, on two cores.
    private const double MostUs = 50_000;

    // Views of one platform are told ten times a second at most: what is measured is an attempt, not the wait for its turn.
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(120);

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        using var folder = new TemporaryFolder();
        using var server = await ServedMeets.StartAsync(folder.Path);
        using var desk = new Writer();
        await desk.EnterAsync(server.Port, null);
        await FillAsync(desk);
        using var constant = new Writer();
        await constant.EnterAsync(server.Port, null);

        var attempts = 0;
        var (figures, beyond) = (new List<Figure>(), new List<double>());
        foreach (var crowd in Crowds)
        {
            var views = await CostAsync(server, server.ReadersOf(desk, asViewers: true, "platform:1") with { Greeting = 2 }, crowd, () => AttemptAsync(desk, attempts++));
            var plain = await CostAsync(server, server.ReadersOf(constant, asViewers: false), crowd, () => constant.WriteNotesAsync(1, ViewBytes));
            const string Constant = "a constant of 20 kB to as many readers";
            if (crowd == Displays)
                figures.Add(new($"an attempt's new view out to {crowd} displays, 99th percentile", views.Times.P99Us, "us", "the 50 ms it may take", MostUs, 1));
            figures.Add(new($"an attempt's new view out to {crowd} displays, 99th percentile", views.Times.P99Us, "us", Constant, plain.Times.P99Us));
            figures.Add(new($"an attempt's new view out to {crowd} displays, median", views.Times.MedianUs, "us", Constant, plain.Times.MedianUs));
            figures.Add(new($"CPU of the server per attempt, {crowd} displays", views.CpuUs, "us", Constant, plain.CpuUs));
            beyond.Add(views.CpuUs - plain.CpuUs);
            figures.Add(new($"CPU per attempt beyond the sending, {crowd} displays", beyond[^1], "us", $"the same with {Crowds[0]} displays", beyond[0]));
        }

        return figures;
    }

    /// <summary>What one change costs with so many readers: the server's CPU, and how long it takes to be out. They leave afterwards.</summary>
    private static async Task<(DeliveryTimes Times, double CpuUs)> CostAsync(ServedMeets server, ReaderScript script, int crowd, Func<Task> change)
    {
        using var readers = new Readers.Readers();
        await readers.OpenAsync(script, crowd);
        await MeasureAsync(readers, change);
        var before = server.Process.CpuTime();
        var times = await MeasureAsync(readers, change);
        var cpu = server.Process.CpuTime() - before;
        await readers.CloseAsync();
        return (times, cpu.TotalMicroseconds / Attempts);
    }

    private static async Task<DeliveryTimes> MeasureAsync(Readers.Readers readers, Func<Task> change)
    {
        await readers.TimeAsync();
        var sentAt = new List<long>();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await readers.ExpectAsync(1);
            sentAt.Add(TimeProvider.System.GetTimestamp());
            await change();
            await readers.ReachedAsync();
            await Task.Delay(Between);
        }

        return await readers.TimesAsync(sentAt);
    }

    /// <summary>The referees' decision on a lifter of platform 1, flight A; each time another than before.</summary>
    private static Task AttemptAsync(Writer desk, int attempt) =>
        desk.SetAsync([($"registration.entries[{Platforms * Flights * (attempt % 8)}].squatStatus[2]", attempt / 8 % 2 == 0 ? "1" : "-1")]);

    private static async Task FillAsync(Writer desk)
    {
        await desk.SetAsync([("meet.formula", "\"Dots\""), ("meet.inKg", "true"), ("meet.weightClassesKgMen", "[59,66,74,83,93,105,120]"), ("meet.weightClassesKgWomen", "[47,52,57,63,69,76,84]"), ("meet.platformsOnDays", "[4]")]);
        foreach (var ids in Enumerable.Range(0, Lifters).Chunk(Batch))
            await desk.SetAsync([.. ids.Select(id => ($"registration.entries[{id}]", Entry(id)))]);
    }

    private static string Entry(int id)
    {
        // Every lifter has their own numbers, so that nothing ties.
        double squat = 100 + id % 97 * 2.5, bench = 60 + id % 53 * 2.5, deadlift = 120 + id % 89 * 2.5;
        return string.Create(CultureInfo.InvariantCulture, $$"""
            {"id":{{id}},"name":"Lifter {{id}}","sex":"{{(id % 3 == 0 ? "F" : "M")}}","day":1,"platform":{{id % Platforms + 1}},"flight":"{{(char)('A' + id / Platforms % Flights)}}","equipment":"Sleeves","divisions":["Open"],
             "events":["SBD"],"lot":{{id + 1}},"bodyweightKg":{{50 + id % 700 * 0.1}},"age":{{20 + id % 40}},"guest":false,"squatKg":[{{squat}},{{squat + 5}},{{squat + 10}},0,0],"benchKg":[{{bench}},{{bench + 5}},{{bench + 10}},0,0],
             "deadliftKg":[{{deadlift}},{{deadlift + 5}},{{deadlift + 10}},0,0],"squatStatus":[1,1,-1,0,0],"benchStatus":[1,1,-1,0,0],"deadliftStatus":[1,1,-1,0,0]}
            """).Replace("\n", "", StringComparison.Ordinal);
    }
}
