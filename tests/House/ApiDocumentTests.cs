using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollcall.Apps.Devices;
using Rollcall.Apps.Meets;
using Rollcall.Apps.Queue;
using Rollcall.Apps.Rooms;
using Rollcall.Server.Doors.Queue;
using Rollcall.Server.Doors.Queue.Operations;
using Rollcall.Server.Hosting;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.House;

public partial class ApiDocumentTests
{
    [Fact]
    public async Task The_approved_documents_say_what_the_server_says()
    {
        await using var server = await StartAsync();
        foreach (var name in new[] { "openapi.json", "asyncapi.json" })
        {
            using var answer = await server.Http.GetAsync(new Uri($"/{name}", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            ApprovedFile.MustBe($"docs/{name}", text.Replace($"\"version\": \"{ProductVersion.Text}\"", "\"version\": \"\"", StringComparison.Ordinal) + "\n");
        }
    }

    [Fact]
    public async Task Every_mapped_route_is_in_the_openapi_document()
    {
        var endpoints = new List<RouteEndpoint>();
        await using var server = await StartAsync(parts => parts.Doors.Add(routes => endpoints.AddRange(routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())));
        var paths = (await ReadAsync(server, "openapi.json"))["paths"]!.AsObject();
        var listed = paths.SelectMany(path => path.Value!.AsObject().Select(one => $"{one.Key.ToUpperInvariant()} {path.Key}")).ToHashSet();
        var mapped = endpoints.SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method => $"{method} {Plain(endpoint.RoutePattern.RawText!)}")).ToList();
        Assert.True(mapped.Count > 50);
        Assert.Empty(mapped.Except(listed));
        // What is mapped for every method is the queue's: a table stands behind it.
        Assert.Equal(QueueDoor.Patterns, endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is null).Select(endpoint => endpoint.RoutePattern.RawText!));
        Assert.Empty(OperationTable.All.Where(one => one.Method.Length > 0).SelectMany(one => one.Paths.Select(path => $"{one.Method} {path}")).Except(listed));
    }

    [Fact]
    public async Task Every_message_the_code_knows_is_in_the_asyncapi_document()
    {
        await using var server = await StartAsync();
        var channels = (await ReadAsync(server, "asyncapi.json"))["channels"]!;
        string[] Names(string channel, string side) => [.. channels[channel]!["messages"]!.AsObject().Where(one => one.Key.StartsWith(side + ".", StringComparison.Ordinal)).Select(one => (string)one.Value!["name"]!)];

        Assert.Equal(CasesOf(typeof(MeetRequest)).Order(), Names("meets", "client").Order());
        Assert.Equal(SpokenReplies.Messages.Select(message => JsonShape.Of(message).Name).Distinct().Order(), Names("meets", "server").Order());

        Assert.Equal(OperationTable.All.Where(one => one.Name.Length > 0).Select(one => one.Name).Concat(["auth", "ping"]).Order(), Names("queue", "client").Order());
        Assert.Equal(Quoted("src/Server/Doors/Queue/Socket/SocketFrames.cs", "\"type\"u8, \"(\\w+)\"").Append("response").Except(["event"]).Distinct().Order(),
            Names("queue", "server").Where(name => !name.StartsWith("event.", StringComparison.Ordinal)).Order());
        Assert.Subset(Names("queue", "server").ToHashSet(), TopicNames.All.Select(one => $"event.{one.Name}").ToHashSet());

        Assert.Equal(Quoted("src/Apps/Devices/PlaybackReading.cs", "\"(playback\\.\\w+)\" =>").Concat(["ping", "pong", "presence.watch"]).Order(), Names("devices", "client").Order());
        Assert.Equal(Quoted("src/Apps/Devices/ServerWriting.cs", "=> \"([\\w.]+)\"").Concat(Quoted("src/Apps/Devices/PlaybackWriting.cs", "ServerMessage\\..* => \"(playback\\.\\w+)\"")).Distinct().Order(), Names("devices", "server").Order());

        Assert.Equal(CasesOf(typeof(RoomRequest)).Select(name => name.ToLowerInvariant()).Order(), Names("rooms", "client").Select(name => name.Split('.')[1]).Order());
        var said = Quoted("src/Apps/Rooms/RoomReplies.cs", "(?:=> |return )System\\(\"(\\w+)\"").Concat(Quoted("src/Apps/Rooms/EntryText.cs", "\"event\"u8, \"(\\w+)\"")).Select(name => $"system.{name}")
            .Concat(Quoted("src/Apps/Rooms/RoomReplies.cs", "Presence\\(\"(\\w+)\"").Select(name => $"presence.{name}")).Append("chat");
        Assert.Equal(said.Distinct().Order(), Names("rooms", "server").Order());
    }

    [Fact]
    public void Every_playback_type_that_is_listed_is_understood()
    {
        var wire = new DeviceWire(queueLimit: 500);
        Assert.All(DeviceWire.FromClients, type => Assert.False(wire.Read(System.Text.Encoding.UTF8.GetBytes($"{{\"type\":\"{type}\",\"payload\":null}}")) is ClientMessage.Fault));
    }

    private static Task<TestServer> StartAsync(Action<ServerParts>? more = null) => TestServer.StartAsync(plan: plan => plan with
    {
        Compose = async (parts, cancel) =>
        {
            await Composition.AddApplicationsAsync(parts, cancel);
            more?.Invoke(parts);
        },
    });

    private static async Task<JsonObject> ReadAsync(TestServer server, string name) =>
        JsonSerializer.Deserialize<JsonObject>(await server.Http.GetStringAsync(new Uri($"/{name}", UriKind.Relative), TestContext.Current.CancellationToken))!;

    private static IEnumerable<string> CasesOf(Type union) => union.GetNestedTypes().Where(one => !one.IsAbstract && one.IsSubclassOf(union)).Select(one => one.Name);

    private static IEnumerable<string> Quoted(string file, string pattern) =>
        Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, file)), pattern).Select(match => match.Groups[1].Value).Distinct();

    private static string Plain(string pattern) => "/" + Constraint().Replace(pattern, "{$1}").TrimStart('/');

    [GeneratedRegex(@"\{\**(\w+)(?::\w+)?\}")]
    private static partial Regex Constraint();
}
