using System.Text;
using Rollcall.Apps.Meets;
using Rollcall.Tests.Support.Meets;
using Xunit;

namespace Rollcall.Tests.Apps.Meets;

/// <summary>Pages, cursors, and whom to ask (specification 7.2, 7.6).</summary>
public class PullingTests
{
    private readonly LivedMeet meet = LivedMeet.With(("Head table", 10), ("Desk 2", 5));

    [Fact]
    public void A_page_tells_everything_above_the_cursor_and_that_nothing_more_is_there()
    {
        meet.Sets(meet["Head table"], "meet.name", "\"Open\"");
        meet.Sets(meet["Desk 2"], "meet.name", "\"Open\"", seen: 0);
        var page = Pulling.Page(meet.State, "k3f9x2", 0, 500, 1 << 19);
        Assert.Equal((4, 5, 5, false, false), (page.Items.Single().Number, page.LastServerSeq, page.HeadServerSeq, page.More, page.Resync));
        page = Pulling.Page(meet.State, "k3f9x2", 4, 500, 1 << 19);
        Assert.Equal((0, 5), (page.Items.Count, page.LastServerSeq));
    }

    [Theory]
    [InlineData("k3f9x2", 3, false)]
    [InlineData("k3f9x2", 4, true)]
    [InlineData("zzz", 0, true)]
    public void A_cursor_that_means_nothing_here_starts_from_nothing(string epoch, long cursor, bool resync) =>
        Assert.Equal(resync, Pulling.Page(meet.State, epoch, cursor, 500, 1 << 19).Resync);

    [Fact]
    public void P18_a_cursor_above_the_head_or_above_what_came_back_of_an_earlier_life_is_worth_a_question()
    {
        Assert.Null(Pulling.AskFrom(meet.State, "k3f9x2", 3));
        Assert.Equal(3, Pulling.AskFrom(meet.State, "k3f9x2", 4));
        Assert.Null(Pulling.AskFrom(meet.State, "zzz", 1_000_000));
        meet.Ask(new MeetCommand.BeginRecovery("m81qz0", "", 0));
        meet.Ask(new MeetCommand.EndRecovery(3, 0));
        Assert.Null(Pulling.AskFrom(meet.State, "k3f9x2", 3));
        Assert.Equal(3, Pulling.AskFrom(meet.State, "k3f9x2", 4));
        Assert.Equal(5, Pulling.AskFrom(meet.State, "m81qz0", 6));
    }

    [Fact]
    public void A_page_on_the_wire_is_no_larger_than_asked_for_unless_it_is_a_single_item()
    {
        var names = new[] { "Head table", new string('"', 100), string.Concat(Enumerable.Repeat("😀", 50)) };
        var wordy = LivedMeet.With([.. names.Select((name, i) => (name, 10 - i))]);
        var chance = new Random(7);
        for (var i = 0; i < 300; i++)
            wordy.Sets(wordy[names[i % 3]], $"meet.f{i}", $"\"{new string('x', chance.Next(3000))}\"", seen: 0);
        for (var i = 0; i < 300; i++)
            wordy.Sets(wordy[names[0]], $"meet.f{i}", "[]", seen: 0);
        const int Most = 20_000;
        var cursor = 0L;
        for (var more = true; more;)
        {
            var page = Pulling.Page(wordy.State, "k3f9x2", cursor, 500, Most);
            var bytes = MeetWire.Write(page, Spelling.Canonical);
            Assert.True(bytes.Length <= Most + 200, $"{bytes.Length} bytes: {Encoding.UTF8.GetString(bytes)[..200]}");
            (cursor, more) = (page.LastServerSeq, page.More);
        }
    }

    // A page of 512 KiB for a desk that may be owed 64 KiB: asked for at once after the one before, while that still counted, it had the desk closed as too slow.
    [Theory]
    [InlineData(65_536, 16_384)]
    [InlineData(1_048_576, 262_144)]
    [InlineData(4_194_304, 524_288)]
    public void A_page_leaves_room_in_the_outbox_for_the_one_before_and_for_what_happens_meanwhile(int outbox, int page) =>
        Assert.Equal(page, MeetTerms.Of(new MeetSettings { OutboxBytes = outbox }).PageBytes);
}
