using System.Text;
using Rollcall.Apps.Meets;
using Xunit;

namespace Rollcall.Tests.Apps.Meets;

public class NoTextTests
{
    [Theory]
    [InlineData("""{"type":"\ud800"}""")]
    [InlineData("""{"type":"Ping","payload":{"\ud800":1}}""")]
    [InlineData("""{"type":"Ping","payload":{"sentAt":"\ud800"}}""")]
    [InlineData("""{"type":"JoinMeet","payload":{"meetId":"482-913-057","password":"x","watch":["\ud800"]}}""")]
    [InlineData("""{"type":"ManageMeet","payload":{"sessionToken":"s1.","endSessions":"\ud800"}}""")]
    [InlineData("""{"type":"ManageMeet","payload":{"sessionToken":"s1.","endSessions":["\ud800"]}}""")]
    [InlineData("""{"type":"UpdateInit","payload":{"sessionToken":"s1.","updates":[{"updateKey":"meet.x","updateValue":{"\ud800":1},"localSeqNum":1,"afterServerSeqNum":0}]}}""")]
    public void Half_a_character_where_a_text_belongs_makes_a_message_malformed(string message) =>
        Assert.IsType<MeetReply.MalformedMessage>(Read(message).Fault);

    [Fact]
    public void Half_a_character_in_a_value_is_left_to_the_meet_to_refuse() =>
        Assert.Null(Read("""{"type":"UpdateInit","payload":{"sessionToken":"s1.","updates":[{"updateKey":"meet.x","updateValue":["\ud800"],"localSeqNum":1,"afterServerSeqNum":0}]}}""").Fault);

    private static HeardMessage Read(string message) => new MeetWire(maxJsonDepth: 32, maxUpdatesPerBatch: 500).Read(Encoding.UTF8.GetBytes(message));
}
