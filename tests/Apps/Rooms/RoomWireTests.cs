using System.Text;
using System.Text.Json;
using Rollcall.Apps.Rooms;
using Xunit;

namespace Rollcall.Tests.Apps.Rooms;

public class RoomWireTests
{
    private static readonly Subtypes Registered = new([new("poll", RoomRole.Moderator, 120, new Dictionary<string, SubtypeField>
    {
        ["question"] = new(FieldType.Text, Required: true, 10),
        ["options"] = new(FieldType.List, Required: false, 2),
        ["weight"] = new(FieldType.Whole, Required: false, 5),
        ["open"] = new(FieldType.YesNo, Required: false, null),
    })]);

    private readonly RoomWire wire = new(Registered, new(4_000), 16);

    // rooms P4
    [Theory]
    [InlineData("", "bad_json")]
    [InlineData("{", "bad_json")]
    [InlineData("{} {}", "bad_json")]
    [InlineData("""{"type":"chat","type":"chat","data":{"text":"x"}}""", "bad_json")]
    [InlineData("""{"type":"chat","data":{"text":"\ud800"}}""", "bad_json")]
    [InlineData("[]", "bad_message")]
    [InlineData("1", "bad_message")]
    [InlineData("""{"data":{}}""", "bad_message", "type")]
    [InlineData("""{"type":7,"data":{}}""", "bad_message", "type")]
    [InlineData("""{"type":"chat","data":"x"}""", "bad_message", "data")]
    [InlineData("""{"type":"chat","data":{"text":"x"},"room_id":1}""", "bad_message", "room_id")]
    [InlineData("""{"type":"chat","data":{"text":"x"},"client_msg_id":""}""", "bad_message", "client_msg_id")]
    [InlineData("""{"type":"chat","data":{"text":"x"},"client_msg_id":"a b"}""", "bad_message", "client_msg_id")]
    [InlineData("""{"type":"chat","data":{"text":"x"},"client_msg_id":null}""", "bad_message", "client_msg_id")]
    [InlineData("""{"type":"hello","data":{}}""", "unknown_type")]
    [InlineData("""{"type":"system","data":{}}""", "type_not_allowed")]
    [InlineData("""{"type":"presence","data":{"event":"snapshot"}}""", "unknown_event")]
    [InlineData("""{"type":"presence","data":{"event":"diff","joins":[]}}""", "unknown_event")]
    [InlineData("""{"type":"presence","data":{}}""", "invalid_data", "event")]
    [InlineData("""{"type":"presence","data":{"event":"state","state":"gone"}}""", "invalid_data", "state")]
    [InlineData("""{"type":"presence","data":{"event":"typing","typing":1}}""", "invalid_data", "typing")]
    [InlineData("""{"type":"presence","data":{"event":"read","seq":1.5}}""", "invalid_data", "seq")]
    [InlineData("""{"type":"presence","data":{"event":"ping","x":1}}""", "invalid_data", "x")]
    [InlineData("""{"type":"chat","data":{"text":"x"},"room_id":"other"}""", "wrong_room")]
    [InlineData("""{"type":"chat","data":{"action":"shout","text":"x"}}""", "invalid_data", "action")]
    [InlineData("""{"type":"chat","data":{"text":"x","from":7}}""", "invalid_data", "from")]
    [InlineData("""{"type":"chat","data":{}}""", "invalid_data", "text")]
    [InlineData("""{"type":"chat","data":{"text":null}}""", "invalid_data", "text")]
    [InlineData("""{"type":"chat","data":{"text":"x","body":{}}}""", "invalid_data", "body")]
    [InlineData("""{"type":"chat","data":{"text":""}}""", "text_empty")]
    [InlineData("""{"type":"chat","data":{"text":" \n\u2003"}}""", "text_empty")]
    [InlineData("""{"type":"chat","data":{"text":"a\u0000"}}""", "text_invalid")]
    [InlineData("""{"type":"chat","data":{"text":"a\u0085"}}""", "text_invalid")]
    [InlineData("""{"type":"chat","data":{"subtype":"Poll","text":"x"}}""", "invalid_data", "subtype")]
    [InlineData("""{"type":"chat","data":{"subtype":"vote","text":"x"}}""", "unknown_subtype")]
    [InlineData("""{"type":"chat","data":{"subtype":"poll"}}""", "invalid_data", "body")]
    [InlineData("""{"type":"chat","data":{"subtype":"poll","body":{}}}""", "invalid_data", "body.question")]
    [InlineData("""{"type":"chat","data":{"subtype":"poll","body":{"question":"12345678901"}}}""", "invalid_data", "body.question")]
    [InlineData("""{"type":"chat","data":{"subtype":"poll","body":{"question":"x","options":[1,2,3]}}}""", "invalid_data", "body.options")]
    [InlineData("""{"type":"chat","data":{"subtype":"poll","body":{"question":"x","weight":6}}}""", "invalid_data", "body.weight")]
    [InlineData("""{"type":"chat","data":{"subtype":"poll","body":{"question":"x","extra":6}}}""", "invalid_data", "body.extra")]
    [InlineData("""{"type":"chat","data":{"action":"edit","text":"x"}}""", "invalid_data", "id")]
    [InlineData("""{"type":"chat","data":{"action":"delete","id":"k-1","text":"x"}}""", "invalid_data", "text")]
    public void Bad_input_is_told_by_its_code(string message, string code, string? field = null) =>
        Assert.Equal(new RoomAnswer.Rejected(code, field), Read(message).Fault);

    [Fact]
    public void A_body_beyond_its_bound_and_a_text_beyond_its_length_are_refused()
    {
        Assert.Equal("body_too_big", Read($$$$"""{"type":"chat","data":{"subtype":"poll","body":{"question":"x","options":["{{{{new string('y', 120)}}}}"]}}}""").Fault!.Code);
        Assert.Equal("text_too_long", Read($$$"""{"type":"chat","data":{"text":"{{{new string('y', 4_001)}}}"}}""").Fault!.Code);
        Assert.Null(Read($$$"""{"type":"chat","data":{"text":"{{{string.Concat(Enumerable.Repeat("😀", 4_000))}}}"}}""").Fault);
    }

    [Fact]
    public void Depth_is_told_apart_from_what_is_no_JSON()
    {
        Assert.Equal("too_deep", Read($$"""{"type":"chat","data":{"text":"x"},"timestamp":{{new string('[', 16)}}{{new string(']', 16)}}}""").Fault!.Code);
        Assert.Null(Read($$"""{"type":"chat","data":{"text":"x"},"timestamp":{{new string('[', 15)}}{{new string(']', 15)}}}""").Fault);
        Assert.Equal("too_deep", Read(new string('[', 16_000) + new string(']', 16_000)).Fault!.Code);
        Assert.Equal("bad_json", Read(new string('[', 16_000)).Fault!.Code);
    }

    // rooms P2 and P3
    [Fact]
    public void What_only_the_server_may_say_is_passed_over_however_malformed()
    {
        var heard = Read("""{"type":"chat","user_id":[],"timestamp":{"a":1},"id":7,"seq":"x","epoch":null,"more":1,"data":{"text":"Hello"},"client_msg_id":"a1-7"}""");

        Assert.Equal(new RoomRequest.Send(Subtypes.Text, "Hello", null), heard.Request);
        Assert.Equal("a1-7", heard.ClientMsgId);
    }

    [Fact]
    public void Everything_a_client_may_say_is_read()
    {
        Assert.Equal(new RoomRequest.State(Away: true), Read("""{"type":"presence","data":{"event":"state","state":"away"},"client_msg_id":7}""").Request);
        Assert.Equal(new RoomRequest.Typing(IsTyping: true), Read("""{"type":"presence","data":{"event":"typing","typing":true}}""").Request);
        Assert.Equal(new RoomRequest.Read(1_310), Read("""{"type":"presence","data":{"event":"read","seq":1310}}""").Request);
        Assert.Equal(new RoomRequest.Ping("n1"), Read("""{"type":"presence","data":{"event":"ping","nonce":"n1"}}""").Request);
        Assert.Equal(new RoomRequest.Delete("k3x9-1311"), Read("""{"type":"chat","room_id":"lobby","data":{"action":"delete","id":"k3x9-1311"}}""").Request);
        var poll = (RoomRequest.Send)Read("""{"type":"chat","data":{"subtype":"poll","body":{ "question" : "Break?", "options":["yes","no"]}}}""").Request!;
        Assert.Equal("""{"question":"Break?","options":["yes","no"]}""", poll.Body);
        var edit = (RoomRequest.Edit)Read("""{"type":"chat","data":{"action":"edit","id":"k3x9-1311","text":"Hello all"}}""").Request!;
        Assert.Equal(("k3x9-1311", "Hello all", JsonValueKind.Undefined), (edit.Id, edit.Text.GetString(), edit.Body.ValueKind));
    }

    [Theory]
    [InlineData("k3x9-7", 7L)]
    [InlineData("k3x9-07", null)]
    [InlineData("k3x9-", null)]
    [InlineData("k3x9-7 ", null)]
    [InlineData("q07b-7", null)]
    [InlineData("", null)]
    public void An_id_stands_for_an_entry_of_its_own_life_of_the_log(string id, long? seq) => Assert.Equal(seq, EntryText.SeqOf(id, "k3x9"));

    private HeardInRoom Read(string message) => wire.Read(Encoding.UTF8.GetBytes(message), "lobby");
}
