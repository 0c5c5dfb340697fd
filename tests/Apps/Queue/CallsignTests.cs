using Rollcall.Apps.Queue;
using Rollcall.Tests.Support.Queue;
using Xunit;

namespace Rollcall.Tests.Apps.Queue;

public class CallsignTests
{
    public static TheoryData<string, string> Good => new()
    {
        { "A1A", "A1A" }, { "W1AW", "W1AW" }, { "N0AA", "N0AA" }, { "VK21A", "VK21A" }, { "W10ABC", "W10ABC" }, { "AB12ABCD", "AB12ABCD" }, { "EI0IRTS", "EI0IRTS" },
        { "2E0JFS", "2E0JFS" }, { "9Z9ABC", "9Z9ABC" }, { "TM100ABC", "TM100ABC" }, { "3DA0RU", "3DA0RU" }, { "KC1ABC/P", "KC1ABC" }, { "VK9/EI0ABC", "EI0ABC" },
        { "F/G3ABC/P", "G3ABC" }, { "W1AW/KH6", "W1AW" },
    };

    public static TheoryData<string> Bad =>
        ["ABC1DEF", "KC123", "W1", "W123ABC", "123ABC", "KC1DEFGH", "W1A/B", "W1AW//P", "W1 AW", "W1AW /P", "", "   ", "W1AW/", "/W1AW", "W1AW/P/P/P", "ÄB1CD", "W1AW/123", "VK9/EI0ABC/ABCDEF"];

    // queue P30
    [Theory]
    [MemberData(nameof(Good))]
    public void A_good_callsign_registers_in_any_case_and_with_blanks_around(string text, string baseCall)
    {
        foreach (var spelling in new[] { text, text.ToLowerInvariant(), $"  {text} ", $"\t{text.ToLowerInvariant()}\n" })
        {
            var entry = new QueueScene().Register(spelling);
            Assert.Equal((text, baseCall), (entry.Callsign.Text, entry.Callsign.Base));
        }
    }

    // queue P30
    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_callsign_does_not_register(string text) =>
        Assert.Equal(string.IsNullOrWhiteSpace(text) ? "callsign_required" : "bad_callsign", new QueueScene().Refused(new QueueCommand.Register(QueueScene.Public, text, null)));

    // queue P30
    [Fact]
    public void An_operator_registers_what_does_not_fit_and_it_is_its_own_base_call()
    {
        var scene = new QueueScene();
        Assert.Equal("bad_callsign", scene.Refused(new QueueCommand.Register(QueueScene.Public, "W100AW", null)));

        var entry = scene.Register("w100aw", QueueScene.Anna);

        Assert.Equal(("W100AW", "W100AW"), (entry.Callsign.Text, entry.Callsign.Base));
        foreach (var hopeless in new[] { "ABC", "123", "A1", "A1-B", "W1 AW", "12345678901234567A" })
            Assert.Equal("bad_callsign", scene.Refused(new QueueCommand.Register(QueueScene.Anna, hopeless, null)));
    }

    [Theory]
    [InlineData("W1AW/G3ABC", "G3ABC")]
    [InlineData("G3ABC/W1AW", "G3ABC")]
    [InlineData("W1AW/K1AB", "W1AW")]
    [InlineData("G3ABC/P/QRP", "G3ABC")]
    [InlineData("EA8/G3ABC/M", "G3ABC")]
    [InlineData("W1AW/4", "W1AW")]
    [InlineData("3D/W1AW", "W1AW")]
    public void The_base_call_is_the_part_without_prefix_and_suffixes_and_of_two_the_longer(string text, string baseCall)
    {
        Assert.True(Callsign.TryParse(text, out var callsign));
        Assert.Equal(baseCall, callsign.Base);
    }

    [Fact]
    public void A_request_means_exactly_that_callsign_before_another_of_the_same_station()
    {
        var scene = new QueueScene();
        scene.Register("W1AW/P");
        Assert.Equal("already_queued", scene.Refused(new QueueCommand.Register(QueueScene.Public, "VK9/W1AW", null)));
        Assert.Equal("W1AW/P", scene.Do<QueueAnswer.Removed>(new QueueCommand.Remove(QueueScene.Anna, "w1aw")).Entry.Callsign.Text);
    }
}
