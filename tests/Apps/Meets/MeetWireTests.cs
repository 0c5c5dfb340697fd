using System.Text;
using System.Text.Json.Nodes;
using Rollcall.Apps.Meets;
using Rollcall.Tests.Support.Meets;
using Xunit;

namespace Rollcall.Tests.Apps.Meets;

/// <summary>Reading what clients say, in both spellings, and everything of section 9 that the wire answers.</summary>
public class MeetWireTests
{
    private readonly MeetWire wire = new(32, 500);

    /// <summary>One well-formed payload of every message a client may send, with as many optional fields as there are.</summary>
    public static TheoryData<string, string> Requests => new()
    {
        { "CreateMeet", """{"thisLocationName":"Head","password":"p","locations":[{"locationName":"Head","priority":10,"director":true}],"protocolVersion":1,"createKey":"k","watch":["updates","platform:20"],"restore":{"meetId":"482913057","epoch":"k3f9x2","sessionToken":"t"}}""" },
        { "JoinMeet", """{"meetId":"482913057","password":"p","locationName":"Head","readOnly":true,"previousSessionToken":"t","watch":["updates","presence","conflicts","standings","platform:*"],"protocolVersion":2}""" },
        { "JoinMeet", """{"meetId":"482913057","viewToken":"v"}""" },
        { "UpdateInit", """{"sessionToken":"t","epoch":"k3f9x2","updates":[{"updateKey":"meet.name","updateValue":null,"localSeqNum":1,"afterServerSeqNum":0},{"updateKey":"x","delete":true,"localSeqNum":5,"afterServerSeqNum":9007199254740991}]}""" },
        { "ClientPull", """{"sessionToken":"t","lastServerSeq":0,"epoch":"k3f9x2","limit":1000,"watch":[]}""" },
        { "PublishMeet", """{"sessionToken":"t","returnEmail":"a@b","oplCsv":"x\n","dryRun":true}""" },
        { "ManageMeet", """{"sessionToken":"t","locations":[{"locationName":"Head","priority":10}],"password":"p","endSessions":["Desk 2"],"newViewToken":true}""" },
        { "ManageMeet", """{"sessionToken":"t","endSessions":"others"}""" },
        { "SettleConflict", """{"sessionToken":"t","conflictId":88,"action":"apply"}""" },
        { "StateRecoveryResponse", """{"sessionToken":"t","epoch":"k3f9x2","lastServerSeq":57,"updates":[{"updateKey":"meet.name","updateValue":"Open","serverSeqNum":3,"priority":10,"locationName":"Head","authorId":"a"}],"done":true}""" },
        { "Ping", """{"sentAt":"now"}""" },
        { "Ping", "{}" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void P23_both_spellings_say_the_same(string name, string payload)
    {
        var canonical = Read($$"""{"type":"{{name}}","payload":{{payload}}}""");
        var flat = Read(FlatOf(name, payload));
        Assert.Equal((Spelling.Canonical, Spelling.Flat), (canonical.Spelling, flat.Spelling));
        Assert.Null(canonical.Fault);
        Assert.Equal(name, canonical.Request!.Name);
        Assert.Equal(Shown(canonical.Request), Shown(flat.Request!));
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void Null_means_missing_and_unknown_fields_are_ignored(string name, string payload)
    {
        var first = Read($$"""{"type":"{{name}}","payload":{{payload}}}""").Request!;
        var more = JsonNode.Parse(payload)!.AsObject();
        foreach (var optional in new[] { "protocolVersion", "createKey", "watch", "restore", "epoch", "limit", "dryRun", "oplCsv", "previousSessionToken", "sentAt" })
        {
            if (!more.ContainsKey(optional))
                more[optional] = null;
        }

        more["somethingNew"] = new JsonArray(1, "x");
        Assert.Equal(Shown(first), Shown(Read($$"""{"type":"{{name}}","payload":{{more.ToJsonString()}},"id":7}""").Request!));
    }

    [Theory]
    [InlineData("CreateMeet", "thisLocationName", "password", "locations")]
    [InlineData("JoinMeet", "meetId", "password")]
    [InlineData("UpdateInit", "sessionToken", "updates")]
    [InlineData("ClientPull", "sessionToken", "lastServerSeq")]
    [InlineData("PublishMeet", "sessionToken", "returnEmail")]
    [InlineData("ManageMeet", "sessionToken")]
    [InlineData("SettleConflict", "sessionToken", "conflictId", "action")]
    [InlineData("StateRecoveryResponse", "sessionToken", "epoch", "lastServerSeq", "updates", "done")]
    public void A_missing_or_null_field_is_named(string name, params string[] required)
    {
        var payload = Requests.First(row => row.Data.Item1 == name).Data.Item2;
        foreach (var field in required)
        {
            var without = JsonNode.Parse(payload)!.AsObject();
            without.Remove(field);
            Assert.Equal((field, $"{field} is missing"), FaultOf(name, without.ToJsonString()));
            without[field] = null;
            Assert.Equal((field, $"{field} is missing"), FaultOf(name, without.ToJsonString()));
            foreach (var wrong in new JsonNode[] { JsonValue.Create(-1), JsonValue.Create(true), new JsonObject() })
            {
                without[field] = wrong.DeepClone();
                if (field != "done" || wrong is not JsonValue)
                    Assert.Equal(field, FaultOf(name, without.ToJsonString()).Field);
            }
        }
    }

    [Theory]
    [InlineData("""{}""", "updates")]
    [InlineData("""{"updates":[]}""", "updates")]
    [InlineData("""{"updates":[7]}""", "updates[0]")]
    [InlineData("""{"updates":[{"updateKey":"k","updateValue":1,"afterServerSeqNum":0}]}""", "updates[0].localSeqNum")]
    [InlineData("""{"updates":[{"updateKey":"k","updateValue":1,"localSeqNum":0,"afterServerSeqNum":0}]}""", "updates[0].localSeqNum")]
    [InlineData("""{"updates":[{"updateKey":"k","updateValue":1,"localSeqNum":1.5,"afterServerSeqNum":0}]}""", "updates[0].localSeqNum")]
    [InlineData("""{"updates":[{"updateKey":"k","updateValue":1,"localSeqNum":9007199254740992,"afterServerSeqNum":0}]}""", "updates[0].localSeqNum")]
    [InlineData("""{"updates":[{"updateKey":"k","updateValue":1,"localSeqNum":"1","afterServerSeqNum":0}]}""", "updates[0].localSeqNum")]
    [InlineData("""{"updates":[{"updateKey":"k","updateValue":1,"localSeqNum":1}]}""", "updates[0].afterServerSeqNum")]
    [InlineData("""{"updates":[{"updateKey":"k","updateValue":1,"localSeqNum":1,"afterServerSeqNum":-1}]}""", "updates[0].afterServerSeqNum")]
    [InlineData("""{"updates":[{"updateKey":7,"updateValue":1,"localSeqNum":1,"afterServerSeqNum":0}]}""", "updates[0].updateKey")]
    [InlineData("""{"updates":[{"updateKey":"\ud800","updateValue":1,"localSeqNum":1,"afterServerSeqNum":0}]}""", "updates[0].updateKey")]
    [InlineData("""{"updates":[{"updateKey":"k","localSeqNum":1,"afterServerSeqNum":0}]}""", "updates[0].updateValue")]
    [InlineData("""{"updates":[{"updateKey":"k","delete":false,"localSeqNum":1,"afterServerSeqNum":0}]}""", "updates[0].updateValue")]
    [InlineData("""{"updates":[{"updateKey":"k","updateValue":null,"delete":true,"localSeqNum":1,"afterServerSeqNum":0}]}""", "updates[0].delete")]
    [InlineData("""{"updates":[{"updateKey":"k","updateValue":1,"delete":"no","localSeqNum":1,"afterServerSeqNum":0}]}""", "updates[0].delete")]
    [InlineData("""{"updates":[{"updateKey":"k","updateValue":1,"localSeqNum":2,"afterServerSeqNum":0},{"updateKey":"k","updateValue":1,"localSeqNum":2,"afterServerSeqNum":0}]}""", "updates[1].localSeqNum")]
    [InlineData("""{"epoch":"","updates":[{"updateKey":"k","updateValue":1,"localSeqNum":2,"afterServerSeqNum":0}]}""", "epoch")]
    [InlineData("""{"epoch":"K3","updates":[{"updateKey":"k","updateValue":1,"localSeqNum":2,"afterServerSeqNum":0}]}""", "epoch")]
    [InlineData("""{"epoch":"k3f9x2k3f9x2k3f9x","updates":[{"updateKey":"k","updateValue":1,"localSeqNum":2,"afterServerSeqNum":0}]}""", "epoch")]
    public void Whatever_is_wrong_with_a_batch_is_named_by_its_path(string payload, string field) =>
        Assert.Equal(field, FaultOf("UpdateInit", payload[0] + "\"sessionToken\":\"t\"" + (payload.Length > 2 ? "," : "") + payload[1..]).Field);

    [Fact]
    public void A_batch_holds_at_most_500_updates()
    {
        static string One(int i) => $$"""{"updateKey":"k","updateValue":1,"localSeqNum":{{i}},"afterServerSeqNum":0}""";
        static string Batch(int count) => """{"sessionToken":"t","updates":[""" + string.Join(",", Enumerable.Range(1, count).Select(One)) + "]}";
        Assert.Null(Read("""{"type":"UpdateInit","payload":""" + Batch(500) + "}").Fault);
        Assert.Equal("updates", FaultOf("UpdateInit", Batch(501)).Field);
    }

    [Theory]
    [InlineData("JoinMeet", """{"meetId":"1","password":""}""", "password")]
    [InlineData("ClientPull", """{"sessionToken":"t","lastServerSeq":0,"limit":0}""", "limit")]
    [InlineData("ClientPull", """{"sessionToken":"t","lastServerSeq":0,"limit":1001}""", "limit")]
    [InlineData("ClientPull", """{"sessionToken":"t","lastServerSeq":0,"watch":"updates"}""", "watch")]
    [InlineData("ClientPull", """{"sessionToken":"t","lastServerSeq":0,"watch":["updates","everything"]}""", "watch[1]")]
    [InlineData("ClientPull", """{"sessionToken":"t","lastServerSeq":0,"watch":["platform:21"]}""", "watch[0]")]
    [InlineData("ClientPull", """{"sessionToken":"t","lastServerSeq":0,"watch":["\ud800"]}""", "watch[0]")]
    [InlineData("ManageMeet", """{"sessionToken":"t","endSessions":"\ud800"}""", "endSessions")]
    [InlineData("ManageMeet", """{"sessionToken":"t","endSessions":["\udc00"]}""", "endSessions[0]")]
    [InlineData("ManageMeet", """{"sessionToken":"t","endSessions":"everybody"}""", "endSessions")]
    [InlineData("ManageMeet", """{"sessionToken":"t","newViewToken":false}""", "locations")]
    [InlineData("SettleConflict", """{"sessionToken":"t","conflictId":1,"action":"ignore"}""", "action")]
    [InlineData("CreateMeet", """{"thisLocationName":"a","password":"b","locations":[{"locationName":"a"}]}""", "locations[0].priority")]
    [InlineData("CreateMeet", """{"thisLocationName":"a","password":"b","locations":[{"locationName":"a","priority":1.5}]}""", "locations[0].priority")]
    [InlineData("CreateMeet", """{"thisLocationName":"a","password":"b","locations":[{"locationName":"a","priority":1}],"restore":{"meetId":"1"}}""", "restore.epoch")]
    [InlineData("CreateMeet", """{"thisLocationName":"a","password":"b","locations":[{"locationName":"a","priority":1}],"restore":7}""", "restore")]
    [InlineData("StateRecoveryResponse", """{"sessionToken":"t","epoch":"a","lastServerSeq":1,"updates":[{"updateKey":"meet.name","updateValue":1,"priority":1,"locationName":"a","authorId":"a"}],"done":true}""", "updates[0].serverSeqNum")]
    [InlineData("Ping", """{"sentAt":"01234567890123456789012345678901234567890"}""", "sentAt")]
    [InlineData("Ping", """{"sentAt":"\ud800"}""", "sentAt")]
    public void Other_faults_are_named_too(string name, string payload, string field) => Assert.Equal(field, FaultOf(name, payload).Field);

    [Fact]
    public void A_token_has_at_most_512_characters()
    {
        var longest = new string('t', 512);
        Assert.Null(Read("{\"type\":\"ClientPull\",\"payload\":{\"sessionToken\":\"" + longest + "\",\"lastServerSeq\":0}}").Fault);
        Assert.Equal("sessionToken", FaultOf("ClientPull", $$"""{"sessionToken":"{{new string('t', 513)}}","lastServerSeq":0}""").Field);
    }

    [Fact]
    public void With_a_view_token_password_and_location_are_not_looked_at()
    {
        var join = Assert.IsType<MeetRequest.JoinMeet>(Read("""{"type":"JoinMeet","payload":{"meetId":"1","viewToken":"v","password":7,"locationName":[]}}""").Request);
        Assert.Equal(("v", null, null), (join.ViewToken, join.Password, join.LocationName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("nonsense")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"type\":\"Ping\"")]
    [InlineData("{\"type\":\"Ping\"} {}")]
    [InlineData("{\"type\":\"Ping\",}")]
    [InlineData("{\"type\":\"Ping\"/*comment*/}")]
    [InlineData("{\"type\":\"Ping\",\"msgType\":\"PING\"}")]
    [InlineData("{\"type\":\"Ping\",\"type\":\"Ping\"}")]
    [InlineData("{\"type\":\"Ping\",\"\\u0074ype\":\"Ping\"}")]
    [InlineData("{\"type\":\"Ping\",\"payload\":{\"a\":{\"b\":1,\"b\":1}}}")]
    [InlineData("{\"type\":\"Ping\",\"payload\":[]}")]
    [InlineData("{\"type\":\"Ping\",\"payload\":\"\"}")]
    [InlineData("{\"type\":7}")]
    [InlineData("{\"type\":null}")]
    [InlineData("{\"msgType\":{}}")]
    [InlineData("{\"type\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"payload\":{\"\\ud800\":1,\"\\ud800\":2}}")]
    public void What_is_no_message_is_malformed(string text) => Assert.IsType<MeetReply.MalformedMessage>(Read(text).Fault);

    [Theory]
    [InlineData("{\"\\ud800\":1,\"type\":\"Ping\"}")]
    [InlineData("{\"type\":\"Ping\",\"\\udc00\":1}")]
    [InlineData("{\"type\":\"Ping\",\"payload\":{\"\\udc00\":1,\"sentAt\":null}}")]
    [InlineData("{\"type\":\"Ping\",\"payload\":{\"sentAt\":\"\\ud83d\\ude00\",\"x\":{\"\\ud800\":\"\\ud800\"}}}")]
    [InlineData("{\"msgType\":\"PING\",\"\\ud800\\ud800\":[]}")]
    public void Texts_that_are_none_in_fields_nobody_asked_for_get_an_answer_all_the_same(string text)
    {
        var heard = Read(text);
        Assert.True(heard.Request is MeetRequest.Ping || heard.Fault is MeetReply.MalformedMessage);
    }

    [Fact]
    public void A_message_may_be_nested_32_deep_and_no_deeper()
    {
        static string Nested(int depth) => $$$"""{"type":"Ping","payload":{"x":{{{new string('[', depth - 2)}}}{{{new string(']', depth - 2)}}}}}""";
        Assert.Null(Read(Nested(32)).Fault);
        Assert.IsType<MeetReply.MalformedMessage>(Read(Nested(33)).Fault);
        Assert.IsType<MeetReply.MalformedMessage>(Read(new string('[', 100_000)).Fault);
    }

    [Theory]
    [InlineData("{\"type\":\"UpdateInitt\"}", "UpdateInitt")]
    [InlineData("{\"type\":\"UPDATE_INIT\"}", "UPDATE_INIT")]
    [InlineData("{\"type\":\"updateInit\"}", "updateInit")]
    [InlineData("{\"type\":\"ServerPull\"}", "ServerPull")]
    [InlineData("{\"type\":\"\"}", "")]
    [InlineData("{\"msgType\":\"UpdateInit\"}", "UpdateInit")]
    [InlineData("{\"msgType\":\"UPDATE_ACK\"}", "UPDATE_ACK")]
    public void An_unknown_type_or_one_of_the_servers_is_named(string text, string type) =>
        Assert.Equal(new MeetReply.UnknownMessageType(type), Read(text).Fault);

    [Fact]
    public void An_unknown_type_is_cut_to_64_characters_and_no_character_is_halved()
    {
        Assert.Equal(new MeetReply.UnknownMessageType(new string('x', 64)), Read($"{{\"type\":\"{new string('x', 65)}\"}}").Fault);
        var halved = Read($"{{\"type\":\"{new string('x', 63)}😀\"}}");
        Assert.Equal(new MeetReply.UnknownMessageType(new string('x', 63)), halved.Fault);
        Assert.NotEmpty(MeetWire.Write(halved.Fault!, Spelling.Canonical));
    }

    [Fact]
    public void The_unknown_type_has_another_field_in_the_flat_spelling_where_that_name_is_taken()
    {
        var reply = new MeetReply.UnknownMessageType("X");
        Assert.Equal("""{"type":"UnknownMessageType","payload":{"msgType":"X"}}""", Encoding.UTF8.GetString(MeetWire.Write(reply, Spelling.Canonical)));
        Assert.Equal("""{"msgType":"UNKNOWN_MESSAGE_TYPE","unknownMsgType":"X"}""", Encoding.UTF8.GetString(MeetWire.Write(reply, Spelling.Flat)));
    }

    [Fact]
    public void A_key_of_no_shape_in_a_page_of_recovery_is_noticed_and_does_not_make_the_message_malformed()
    {
        var page = Assert.IsType<MeetRequest.StateRecoveryResponse>(Read("""
            {"type":"StateRecoveryResponse","payload":{"sessionToken":"t","epoch":"a","lastServerSeq":9,"done":false,"updates":[
            {"updateKey":"registration.entries[1]","delete":true,"serverSeqNum":3,"priority":5000,"locationName":"a","authorId":"a"},
            {"updateKey":"registration","updateValue":1,"serverSeqNum":4,"priority":1,"locationName":"a","authorId":"a"}]}}
            """).Request);
        Assert.False(page.WellFormed);
        Assert.Equal(1000, Assert.Single(page.Updates).Priority);
    }

    [Fact]
    public void Random_bytes_and_spoiled_messages_always_get_a_reading_or_an_answer()
    {
        var chance = new Random(20_260_314);
        var good = Requests.Select(row => Encoding.UTF8.GetBytes($$"""{"type":"{{row.Data.Item1}}","payload":{{row.Data.Item2}}}""")).ToList();
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = good[chance.Next(good.Count)].ToArray();
            for (var spoil = chance.Next(1, 4); spoil > 0; spoil--)
                bytes[chance.Next(bytes.Length)] = (byte)chance.Next(256);
            var heard = wire.Read(bytes);
            Assert.True(heard.Request is null != heard.Fault is null);
        }
    }

    private HeardMessage Read(string text) => wire.Read(Encoding.UTF8.GetBytes(text));

    private (string? Field, string Message) FaultOf(string name, string payload)
    {
        var canonical = Assert.IsType<MeetReply.MalformedMessage>(Read($$"""{"type":"{{name}}","payload":{{payload}}}""").Fault);
        Assert.Equal(canonical, Read(FlatOf(name, payload)).Fault);
        return (canonical.Field, canonical.ErrMsg);
    }

    private static string FlatOf(string name, string payload) =>
        $"{{\"msgType\":\"{MeetWire.Flat(name)}\"{(payload == "{}" ? "" : ",")}{payload[1..]}";

    private static string Shown(MeetRequest request) => RequestText.Of(request);
}
