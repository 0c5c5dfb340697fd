using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Core.Connections;
using Rollcall.Server.Doors.Devices;
using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Tests.Support.Devices;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Devices;

/// <summary>The socket's door by itself, where the moment counts at which something goes out.</summary>
public class DoorTests
{
    [Fact]
    public async Task Whoever_is_refused_holds_no_place_of_their_address_any_more_when_they_are_told()
    {
        await using var server = await DeviceServer.StartAsync(given => given with { Devices = given.Devices with { MaxConnectionsPerAddress = 1 } });
        using var switchboard = new Switchboard(TimeProvider.System, ConnectionObserver.None, NullLogger<Switchboard>.Instance);
        var keeper = new Doorkeeper(new LimitSettings(), TimeProvider.System);
        await using var app = WebApplication.CreateSlimBuilder().Build();
        new DeviceDoor(server.House, switchboard, keeper, server.Running.Parts.Origins, _ => { }, NullLogger<DeviceDoor>.Instance).Map(app);
        var door = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).Single().RequestDelegate!;

        var told = new ToldAt(() =>
        {
            using var next = keeper.Admit("unknown", mostPerAddress: 1, out _);
            return next is not null;
        });
        var context = new DefaultHttpContext { Response = { Body = told } };
        await door(context);
        Assert.Equal((StatusCodes.Status401Unauthorized, true), (context.Response.StatusCode, Assert.Single(told.Found)));
    }

    /// <summary>Asks a question whenever something of an answer goes out.</summary>
    private sealed class ToldAt(Func<bool> question) : MemoryStream
    {
        public List<bool> Found { get; } = [];

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Found.Add(question());
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
