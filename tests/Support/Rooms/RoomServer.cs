using Rollcall.Apps.Rooms;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Tests.Support.Accounts;

namespace Rollcall.Tests.Support.Rooms;

/// <summary>A whole server with accounts and rooms, and a token for each of a few people.</summary>
internal sealed class RoomServer : IAsyncDisposable
{
    private readonly Dictionary<string, string> tokens = [];

    private RoomServer(AccountServer accounts) => Accounts = accounts;

    public AccountServer Accounts { get; }

    public Uri Address => Accounts.Server.Running.BaseAddress;

    public static async Task<RoomServer> StartAsync(Func<RoomSettings, RoomSettings>? rooms = null, Func<RollcallSettings, RollcallSettings>? settings = null, string? folder = null,
        bool isNew = true, TestClock? clock = null)
    {
        var server = new RoomServer(await AccountServer.StartAsync(folder: folder, clock: clock, settings: given => (settings ?? (one => one))(given with { Rooms = (rooms ?? (one => one))(new()) })));
        string[] people = ["anna", "ben", "cleo"];
        foreach (var handle in people)
        {
            if (isNew)
                await server.Accounts.AddAsync(handle);
            server.tokens[handle] = await server.Accounts.TokenAsync(handle);
        }

        return server;
    }

    public string TokenOf(string handle) => tokens[handle];

    public long IdOf(string handle) => Accounts.Book.UserByHandle(handle)!.Id;

    public Task<HttpSaid> AskAsync(string handle, string method, string path, object? body = null) => Accounts.AskAsync(method, path, body, TokenOf(handle));

    public Task<RoomLine> JoinAsync(string handle, string room, string query = "history=0") => RoomLine.ConnectAsync(Address, $"/ws/{room}?{query}", TokenOf(handle));

    /// <summary>Joins with a client that speaks bytes.</summary>
    public async Task<TestSocket> JoinRawAsync(string handle, string room, string query = "history=0", int? receiveBuffer = null)
    {
        var address = new Uri(Address, $"/ws/{room}?{query}");
        var socket = await TestSocket.OpenAsync(address, receiveBuffer);
        var answer = await socket.RequestAsync(address, $"Authorization: Bearer {TokenOf(handle)}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        return answer.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal) ? socket : throw new InvalidOperationException(answer);
    }

    /// <summary>Asks to be upgraded, and answers the refusal.</summary>
    public Task<HttpSaid> UpgradeAsync(string path, string? token = null, string? cookie = null, params (string Name, string Value)[] headers) =>
        Accounts.AskAsync("GET", path, null, token, cookie, headers:
        [
            ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), .. headers,
        ]);

    public ValueTask DisposeAsync() => Accounts.DisposeAsync();
}
