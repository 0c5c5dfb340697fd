using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Devices;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Devices;

/// <summary>Opening the socket, taking a place, losing it.</summary>
[Collection(Measured.Name)]
public class SocketTests
{
    // devices P1 and P31
    [Fact]
    public async Task A_device_is_told_who_it_is_before_anything_else()
    {
        await using var server = await DeviceServer.StartAsync();
        var phone = await server.RegisterAsync("ada");
        using var socket = await server.ConnectAsync(phone);
        Assert.Equal((phone.DeviceId, phone.UserId, 0L, 30), ((long)socket.Connected["device_id"]!, (long)socket.Connected["user_id"]!, (long)socket.Connected["seq"]!, (int)socket.Connected["heartbeat_seconds"]!));
        await socket.SayAsync("ping", """{"any":1}""");
        Assert.Equal("pong null", (await socket.NextAsync()).ToString());
        var (_, devices) = await server.GetAsync(phone, "/v1/user/devices");
        Assert.True((bool)devices["devices"]![0]!["online"]!);
    }

    // devices P27
    [Fact]
    public async Task The_door_refuses_in_its_order_and_asks_pages_where_they_are_from()
    {
        await using var server = await DeviceServer.StartAsync(given => given with { Origins = new() { Allowed = ["https://music.example.org"] } });
        var phone = await server.RegisterAsync("ada");
        var own = $"http://{server.Address.Authority}";
        var cookie = $"Cookie: session_token={phone.Token}\r\n";
        Assert.Equal(401, await DeviceClient.StatusAsync(server.Address, ""));
        Assert.Equal(401, await DeviceClient.StatusAsync(server.Address, "Authorization: Bearer nobody\r\n"));
        Assert.Equal(401, await DeviceClient.StatusAsync(server.Address, $"Authorization: nobody\r\n{cookie}Origin: {own}\r\n"));
        Assert.Equal(403, await DeviceClient.StatusAsync(server.Address, cookie));
        Assert.Equal(403, await DeviceClient.StatusAsync(server.Address, $"{cookie}Origin: https://evil.example.org\r\n"));
        Assert.Equal(403, await DeviceClient.StatusAsync(server.Address, $"{cookie}Origin: null\r\n"));
        Assert.Equal(101, await DeviceClient.StatusAsync(server.Address, $"{cookie}Origin: {own}\r\n"));
        Assert.Equal(101, await DeviceClient.StatusAsync(server.Address, $"{cookie}Origin: https://music.example.org\r\n"));
        Assert.Equal(101, await DeviceClient.StatusAsync(server.Address, $"Authorization: {phone.Token}\r\nOrigin: https://evil.example.org\r\n"));
        Assert.Equal(101, await DeviceClient.StatusAsync(server.Address, $"Authorization: bearer {phone.Token}\r\n"));
        Assert.Equal(101, await DeviceClient.StatusAsync(server.Address, $"Authorization: Basic xyz\r\n{cookie}Origin: {own}\r\n"));
        Assert.Equal(426, (await server.GetAsync(phone, "/v1/ws")).Status);
    }

    // devices P2 and P4
    [Fact]
    public async Task After_two_hundred_quick_reconnects_amid_appends_one_connection_is_live_and_has_every_event_once_and_nobody_saw_a_flicker()
    {
        await using var server = await DeviceServer.StartAsync();
        var (phone, browser, box) = (await server.RegisterAsync("ada"), await server.LogInAsync("ada", "browser-1"), await server.LogInAsync("ada", "box-00001"));
        using var watcher = await server.ConnectAsync(box);
        var first = await server.ConnectAsync(phone);
        await first.HelloAsync();
        await first.FlushAsync();
        await watcher.SayAsync("presence.watch");
        await watcher.HelloAsync();
        await watcher.FlushAsync();
        using var stop = new CancellationTokenSource();
        var appending = Task.Run(async () =>
        {
            var appended = 0L;
            while (!stop.IsCancellationRequested)
                appended = await server.AppendedAsync(browser);
            return appended;
        });
        var (sockets, closes) = (new List<DeviceClient> { first }, new List<Task<(int Code, string Reason, TimeSpan After)>>());
        for (var i = 0; i < 200; i++)
        {
            sockets.Add(await server.ConnectAsync(phone));
            closes.Add(HearCloseAsync(sockets[^2], TimeProvider.System.GetTimestamp()));
        }

        await stop.CancelAsync();
        var last = await appending;
        Assert.All(await Task.WhenAll(closes), close =>
        {
            Assert.Equal((1000, "replaced"), (close.Code, close.Reason));
            Assert.InRange(close.After, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        });

        var live = sockets[^1];
        var pushed = (await live.FlushAsync()).Where(told => told.Type == "sync").Select(told => (long)told["event"]!["seq"]!).ToList();
        // The nudge may come before what is pushed; what it announces is fetched.
        var began = (long)live.Connected["seq"]!;
        var held = (await server.AllEventsAsync(phone)).TakeWhile(seq => seq <= began).Concat(pushed.Where(seq => seq > began));
        Assert.Equal(Enumerable.Range(1, (int)last).Select(seq => (long)seq), held);
        Assert.Equal([phone.DeviceId, box.DeviceId], server.House.Connected.DevicesOf(phone.UserId));

        // However late the old ones end, and whatever they still say.
        foreach (var old in sockets.SkipLast(1))
        {
            await old.HelloAsync();
            old.Socket.Reset();
        }

        await server.AppendedAsync(browser);
        Assert.Equal(last + 1, (long)(await live.NextAsync("sync"))["event"]!["seq"]!);
        Assert.Equal([phone.DeviceId, box.DeviceId], server.House.Connected.DevicesOf(phone.UserId));
        var watched = await watcher.FlushAsync();
        Assert.All(watched, told => Assert.Equal("sync", told.Type));
        Assert.Equal(Enumerable.Range(1, (int)last + 1).Select(seq => (long)seq), watched.Select(told => (long)told["event"]!["seq"]!));
        live.Dispose();

        static async Task<(int, string, TimeSpan)> HearCloseAsync(DeviceClient old, long began)
        {
            var close = await old.Socket.HearCloseAsync();
            return (close.CloseCode, close.CloseReason, TimeProvider.System.GetElapsedTime(began));
        }
    }

    // devices P10
    [Fact]
    public async Task Reading_history_and_going_live_leaves_no_hole_a_thousand_times()
    {
        await using var server = await DeviceServer.StartAsync();
        var (phone, browser) = (await server.RegisterAsync("ada"), await server.LogInAsync("ada", "browser-1"));
        using var stop = new CancellationTokenSource();
        var appending = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await server.AppendedAsync(browser);
        });
        var cursor = 0L;
        for (var i = 0; i < 1_000; i++)
        {
            using var socket = await server.ConnectAsync(phone);
            var (began, next) = ((long)socket.Connected["seq"]!, 0L);
            while (cursor < began)
                cursor = (long)(await server.GetAsync(phone, $"/v1/sync/events?since={cursor}")).Body["current_seq"]!;
            next = began;
            foreach (var push in (await socket.FlushAsync()).Where(told => told.Type == "sync").Select(told => (long)told["event"]!["seq"]!).Where(seq => seq > began))
                Assert.Equal(++next, push);
            cursor = Math.Max(cursor, next);
        }

        await stop.CancelAsync();
        await appending;
    }

    // devices P5 and P29
    [Fact]
    public async Task The_removal_of_a_user_closes_their_sockets_and_erases_their_log()
    {
        await using var server = await DeviceServer.StartAsync();
        var (ada, bob) = (await server.RegisterAsync("ada"), await server.RegisterAsync("bob"));
        using var here = await server.ConnectAsync(ada);
        using var gone = await server.ConnectAsync(bob);
        await server.AppendedAsync(bob, "document_set", """{"collection":"c","id":"canary-of-bob","value":1}""");
        await server.AppendedAsync(ada, "document_set", """{"collection":"c","id":"canary-of-ada","value":1}""");
        Assert.Contains("canary-of-bob", server.OnDisk(), StringComparison.Ordinal);
        Assert.Null((await server.OrderAsync(new("user remove", "bob"))).Refusal);
        Assert.Equal((1000, "account_removed"), await gone.ClosedAsync());
        Assert.Equal(401, (await server.GetAsync(bob, "/v1/sync/state")).Status);
        // The removal has begun it already; asked again it is waited for.
        await server.House.EraseAsync(bob.UserId);
        Assert.Equal([ada.UserId], server.House.KnownUsers);
        Assert.DoesNotContain("canary-of-bob", server.OnDisk(), StringComparison.Ordinal);
        Assert.Contains("canary-of-ada", server.OnDisk(), StringComparison.Ordinal);
        Assert.True((await server.RegisterAsync("bob")).UserId > bob.UserId);
        Assert.Empty(await here.FlushAsync());
    }

    // devices P28
    [Fact]
    public async Task A_registered_prefix_gets_its_messages_in_order_and_a_handler_that_throws_ends_nothing()
    {
        await using var server = await DeviceServer.StartAsync(plan: EchoApplication.Added);
        var phone = await server.RegisterAsync("ada");
        using var socket = await server.ConnectAsync(phone);
        for (var i = 0; i < 20; i++)
            await socket.SayAsync("echo.say", $"{{\"n\":{i}}}");
        await socket.SayAsync("echo.throw");
        await socket.SayAsync("unheard.of");
        await socket.SayAsync("echo", "[]");
        for (var i = 0; i < 20; i++)
            Assert.Equal($$"""echo.said {"n":{{i}}}""", (await socket.NextAsync()).ToString());
        Assert.Equal("internal_error", (string)(await socket.NextAsync())["code"]!);
        var rest = new[] { await socket.NextAsync(), await socket.NextAsync() };
        Assert.Contains(rest, told => told.Type == "error" && (string)told["message"]! == "No handler for type 'unheard.of'.");
        Assert.Contains(rest, told => told.ToString() == "echo.said []");
        Assert.Contains("prefix_handler_failed", server.Log, StringComparison.Ordinal);
    }

    // devices P28
    [Theory]
    [InlineData("playback")]
    [InlineData("sync")]
    [InlineData("going_away")]
    [InlineData("Chess")]
    [InlineData("a.b")]
    public void A_prefix_that_is_the_servers_own_or_is_none_stops_the_start(string prefix)
    {
        var prefixes = new Rollcall.Server.Doors.Devices.PrefixHandlers();
        prefixes.Register("chess", _ => ValueTask.CompletedTask);
        Assert.Contains(prefix, Assert.Throws<InvalidOperationException>(() => prefixes.Register(prefix, _ => ValueTask.CompletedTask)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => prefixes.Register("chess", _ => ValueTask.CompletedTask));
    }

    // devices P17
    [Fact]
    public async Task A_connection_that_stops_reading_is_closed_at_its_limit_and_delays_nobody()
    {
        await using var server = await DeviceServer.StartAsync(given => given with { Devices = given.Devices with { OutboxBytes = 65_536 } });
        var (phone, browser) = (await server.RegisterAsync("ada"), await server.LogInAsync("ada", "browser-1"));
        using var stalled = await DeviceClient.OpenAsync(server.Address, phone.Token, receiveBuffer: 4_096);
        using var healthy = await server.ConnectAsync(await server.LogInAsync("ada", "box-00001"));
        var large = $$"""{"text":"{{new string('x', 30_000)}}"}""";
        for (var i = 1; i <= 200; i++)
        {
            await server.AppendedAsync(browser, payload: large);
            Assert.Equal(i, (long)(await healthy.NextAsync("sync"))["event"]!["seq"]!);
        }

        Assert.Equal((4001, "slow_consumer"), await ClosedAsync(stalled));
        static async Task<(int, string)> ClosedAsync(DeviceClient client)
        {
            var close = await client.Socket.HearCloseAsync();
            return (close.CloseCode, close.CloseReason);
        }
    }

    [Fact]
    public async Task At_the_end_of_the_server_every_device_is_told_when_to_come_back_and_closed_1001()
    {
        await using var server = await DeviceServer.StartAsync();
        using var socket = await server.ConnectAsync(await server.RegisterAsync("ada"));
        var stopping = server.StopAsync();
        var told = await socket.NextAsync();
        Assert.Equal(("going_away", "shutdown"), (told.Type, (string)told["reason"]!));
        Assert.InRange((int)told["reconnect_after_ms"]!, 0, 30_000);
        Assert.Equal((1001, "shutdown"), await socket.ClosedAsync());
        await stopping;
        await server.StartAgainAsync();
    }
}
