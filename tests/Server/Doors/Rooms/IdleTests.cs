using System.Globalization;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

/// <summary>What connections cost in which nothing happens: 2,000 of them by default, 5,000 with <c>ROLLCALL_LONG=1</c>. <c>bench/run rooms</c> has the figures.</summary>
public sealed class IdleTests : IDisposable
{
    private const long MostBytes = 20 * 1024;

    private static readonly int Connections = Environment.GetEnvironmentVariable("ROLLCALL_LONG") == "1" ? 5_000 : 2_000;

    // The collector tidies up after every 2 MiB instead of when it likes, and grows by 1 MiB and not by 4: what is measured is what connections hold, not what their
    // hand-shakes left lying about. And the server is optimized in every configuration, or each async method under way would be an object of its own.
    private static readonly Dictionary<string, string> FewSpares = new() { ["DOTNET_GCgen0size"] = "0x200000", ["DOTNET_GCRegionSize"] = "0x100000" };

    private const int WarmUpRounds = 20;
    private const int WarmUpConnections = 100;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // rooms P31
    [Fact]
    public async Task An_idle_connection_costs_a_few_kibibytes()
    {
        await RollcallProcess.RunAsync(folder.Path, "user add anna --password-stdin", "password of anna\n");
        var token = (await RollcallProcess.RunAsync(folder.Path, "token add anna --label test")).Output.Trim();
        using var server = RollcallProcess.ServeIn(folder.Path, FewSpares, "--rooms.connections_per_user", "10000", "--rooms.connections_per_user_in_room", "10000", "--rooms.connections_per_address", "10000",
            "--rooms.arrivals_per_second", "10000", "--rooms.max_clients_default", "10000", "--limits.connections_per_second", "100000", "--limits.connection_burst", "100000");
        var address = await server.AddressAsync();

        // The code is compiled and the collector's own stock is filled by those that come first; few at a time, so that their memory is not there to be used.
        for (var round = 0; round < WarmUpRounds; round++)
            (await JoinAsync(address, token, WarmUpConnections)).ForEach(one => one.Dispose());
        var joined = await JoinAsync(address, token, Connections / 2);
        // The middle one of three: the collector takes memory in steps, which fall into one of them or another.
        var each = new List<long>();
        for (var round = 0; round < 3; round++)
        {
            var before = MemoryOf(server.Id);
            joined.AddRange(await JoinAsync(address, token, Connections / 2));
            each.Add((MemoryOf(server.Id) - before) / (Connections / 2));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{string.Join(", ", each)} bytes per idle connection, {Connections / 2} each time");
        Assert.InRange(each.Order().ElementAt(1), 0, MostBytes);
        joined.ForEach(one => one.Dispose());
    }

    private static async Task<List<TestSocket>> JoinAsync(Uri address, string token, int count)
    {
        var path = new Uri(address, "/ws/lobby?history=0");
        var all = new List<TestSocket>(count);
        for (var i = 0; i < count; i++)
        {
            var socket = await TestSocket.OpenAsync(path);
            var answer = await socket.RequestAsync(path, $"Authorization: Bearer {token}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
            Assert.StartsWith("HTTP/1.1 101 ", answer, StringComparison.Ordinal);
            await socket.HearTextAsync();
            all.Add(socket);
        }

        return all;
    }

    private static long MemoryOf(int process) => 1_024 * long.Parse(
        File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
