using System.Text.Json;
using Rollcall.Apps.Rooms;
using Rollcall.Server.Hosting;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

/// <summary>Messages that are more than text, as an operator registered them (specification 5.3).</summary>
public class SubtypeTests
{
    private static readonly Dictionary<string, SubtypeSettings> Registered = new()
    {
        ["poll"] = new()
        {
            MinRole = RoomRole.Moderator, MaxBytes = 200,
            Fields = new Dictionary<string, SubtypeFieldSettings>
            {
                ["question"] = new() { Required = true, Max = 20 },
                ["options"] = new() { Type = "array", Required = true, Max = 3 },
                ["days"] = new() { Type = "integer", Max = 7 },
                ["open"] = new() { Type = "boolean" },
                ["weight"] = new() { Type = "number" },
                ["more"] = new() { Type = "object" },
            },
        },
    };

    // rooms P3, P10
    [Fact]
    public async Task A_registered_kind_is_said_edited_and_read_again_with_its_body()
    {
        await using var server = await RoomServer.StartAsync(rooms => rooms with { Subtypes = Registered });
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby" });
        using var anna = await server.JoinAsync("anna", "lobby");
        var told = (await anna.HearAsync("hello")).GetProperty("data").GetProperty("limits").GetProperty("subtypes");
        Assert.Equal(["text", "poll"], told.EnumerateArray().Select(one => one.GetString()));

        await anna.SayAsync("""{"type":"chat","data":{"subtype":"poll","text":"Break?","body":{"question":"Break?","options":["yes","no"]}},"client_msg_id":"1"}""");
        var said = await anna.HearAsync("chat");
        Assert.Equal(("poll", "Break?", "yes"), (said.GetProperty("data").GetProperty("subtype").GetString(), said.GetProperty("data").GetProperty("text").GetString(),
            said.GetProperty("data").GetProperty("body").GetProperty("options")[0].GetString()));

        var id = said.GetProperty("id").GetString();
        await anna.SayAsync($$$"""{"type":"chat","data":{"action":"edit","id":"{{{id}}}","body":{"question":"Lunch?","options":["now"]}},"client_msg_id":"2"}""");
        Assert.Equal("Lunch?", (await anna.HearAsync("message_edited")).GetProperty("data").GetProperty("body").GetProperty("question").GetString());
        var kept = (await server.AskAsync("ben", "GET", "/api/rooms/lobby/messages")).Body.GetProperty("items")[0].GetProperty("data");
        Assert.Equal(("Lunch?", 2), (kept.GetProperty("body").GetProperty("question").GetString(), kept.GetProperty("revision").GetInt32()));
    }

    [Theory]
    [InlineData("""{"subtype":"vote","body":{}}""", "unknown_subtype", null)]
    [InlineData("""{"subtype":"poll"}""", "invalid_data", "body")]
    [InlineData("""{"subtype":"poll","body":[]}""", "invalid_data", "body")]
    [InlineData("""{"subtype":"poll","body":{"options":[]}}""", "invalid_data", "body.question")]
    [InlineData("""{"subtype":"poll","body":{"question":7,"options":[]}}""", "invalid_data", "body.question")]
    [InlineData("""{"subtype":"poll","body":{"question":"a question that is too long","options":[]}}""", "invalid_data", "body.question")]
    [InlineData("""{"subtype":"poll","body":{"question":"q","options":[1,2,3,4]}}""", "invalid_data", "body.options")]
    [InlineData("""{"subtype":"poll","body":{"question":"q","options":[],"days":8}}""", "invalid_data", "body.days")]
    [InlineData("""{"subtype":"poll","body":{"question":"q","options":[],"days":1.5}}""", "invalid_data", "body.days")]
    [InlineData("""{"subtype":"poll","body":{"question":"q","options":[],"open":"yes"}}""", "invalid_data", "body.open")]
    [InlineData("""{"subtype":"poll","body":{"question":"q","options":[],"weight":"1"}}""", "invalid_data", "body.weight")]
    [InlineData("""{"subtype":"poll","body":{"question":"q","options":[],"more":[]}}""", "invalid_data", "body.more")]
    [InlineData("""{"subtype":"poll","body":{"question":"q","options":[],"colour":1}}""", "invalid_data", "body.colour")]
    [InlineData("""{"text":"x","body":{}}""", "invalid_data", "body")]
    public async Task A_body_that_is_not_as_registered_is_refused_with_the_field(string data, string code, string? field)
    {
        await using var server = await RoomServer.StartAsync(rooms => rooms with { Subtypes = Registered });
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby" });
        using var anna = await server.JoinAsync("anna", "lobby");

        await anna.SayAsync($$"""{"type":"chat","data":{{data}},"client_msg_id":"1"}""");
        var error = await anna.HearAsync("error");

        Assert.Equal((code, field, "1"), (error.GetProperty("data").GetProperty("code").GetString(), FieldOf(error), error.GetProperty("client_msg_id").GetString()));
    }

    [Fact]
    public async Task Whose_role_is_too_low_and_what_is_too_big_is_refused()
    {
        await using var server = await RoomServer.StartAsync(rooms => rooms with { Subtypes = Registered });
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby" });
        using var anna = await server.JoinAsync("anna", "lobby");
        using var ben = await server.JoinAsync("ben", "lobby");

        await ben.SayAsync("""{"type":"chat","data":{"subtype":"poll","body":{"question":"q","options":[]}}}""");
        Assert.Equal("forbidden", (await ben.HearAsync("error")).GetProperty("data").GetProperty("code").GetString());
        await anna.SayAsync(new { type = "chat", data = new { subtype = "poll", body = new { question = "q", options = Array.Empty<int>(), more = new { all = new string('x', 200) } } } });
        Assert.Equal("body_too_big", (await anna.HearAsync("error")).GetProperty("data").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("Poll", "string", "rooms.subtypes.Poll: ")]
    [InlineData("text", "string", "rooms.subtypes.text: ")]
    [InlineData("poll", "text", "rooms.subtypes.poll.fields.question.type = \"text\": ")]
    public async Task A_kind_that_cannot_be_stops_the_start(string name, string type, string line)
    {
        var wrong = new Dictionary<string, SubtypeSettings> { [name] = new() { Fields = new Dictionary<string, SubtypeFieldSettings> { ["question"] = new() { Type = type } } } };

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => RoomServer.StartAsync(rooms => rooms with { Subtypes = wrong }));

        Assert.StartsWith(line, Assert.Single(refused.Lines), StringComparison.Ordinal);
    }

    private static string? FieldOf(JsonElement error) => error.GetProperty("data").TryGetProperty("field", out var field) ? field.GetString() : null;
}
