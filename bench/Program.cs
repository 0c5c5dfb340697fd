using Rollcall.Bench.Figures;
using Rollcall.Bench.Meets;
using Rollcall.Bench.Measurements;
using Rollcall.Bench.Readers;
using Rollcall.Bench.Servers;

// The processes of a measurement are this program again, in a role of their own.
if (args is ["child", "read"])
{
    ReaderChild.Run();
    return 0;
}

if (args is ["child", "serve", var kind])
{
    await ServerChild.RunAsync(kind);
    return 0;
}

if (args is ["child", "write"])
{
    await WriterChild.RunAsync();
    return 0;
}

Dictionary<string, Func<Task<IReadOnlyList<Figure>>>> parts = new()
{
    ["fanout"] = FanOut.RunAsync,
    ["idle"] = Idle.RunAsync,
    ["durable"] = Durable.RunAsync,
    ["slow"] = Slow.RunAsync,
    ["catchup"] = CatchUp.RunAsync,
    ["devices"] = DeviceSync.RunAsync,
    ["queue"] = QueueOut.RunAsync,
    ["rooms"] = RoomsHeld.RunAsync,
    ["opening"] = OpeningLong.RunAsync,
    ["views"] = ViewsOut.RunAsync,
    ["start"] = Start.RunAsync,
};
var unknown = args.Except(parts.Keys).ToList();
if (unknown.Count > 0)
{
    await Console.Error.WriteLineAsync($"No part is called '{unknown[0]}'. There are: {string.Join(", ", parts.Keys)}; none named runs all.");
    return 2;
}

List<Figure> figures = [];
foreach (var (name, runAsync) in parts)
{
    if (args.Length == 0 || args.Contains(name)) figures.AddRange(await runAsync());
}

Table.Print(figures);
return figures.All(figure => figure.Holds) ? 0 : 1;
