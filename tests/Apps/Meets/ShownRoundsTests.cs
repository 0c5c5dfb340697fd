using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Rollcall.Apps.Meets;
using Rollcall.Apps.Meets.Sheet;
using Rollcall.Tests.Support.Meets;
using Rollcall.Tests.Support.Scoring;
using Xunit;

namespace Rollcall.Tests.Apps.Meets;

/// <summary>What displays are told, round by round.</summary>
public class ShownRoundsTests
{
    // P29
    [Fact]
    public void P29_after_each_of_2000_actions_the_view_that_is_told_is_the_one_computed_from_scratch_and_computed_once()
    {
        var random = new RandomSheet(29);
        var lived = LivedMeet.With(("Head table", 10));
        using var meet = new GatheredMeet(lived.State);
        var desk = meet.Connect(lived["Head table"], meet.State.Epoch);
        meet.Round(desk.Pull(meet.State.Epoch, 0));
        var local = 0L;
        foreach (var item in random.Content.Items.OrderBy(item => item.Number).ToList())
            meet.Round(desk.Updates(meet.State.Epoch, new ProposedUpdate(item.Key.Text, item.Value, ++local, 1_000_000)));
        var watching = Enumerable.Range(0, 3).Select(_ => meet.Display()).ToList();
        var computed = 0L;
        using var listener = new MeterListener { InstrumentPublished = (instrument, one) => { if (instrument.Meter == meet.Meter && instrument.Name == "meet_view_computed_total") one.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => computed += count);
        listener.Start();

        var told = new Dictionary<int, string>();
        for (var action = 0; action < 2_000; action++)
        {
            var updates = random.Act().Select(key => new ProposedUpdate(key.Text, random.Content.ValueAt(key, out _), ++local, 1_000_000)).ToArray();
            meet.Round(desk.Updates(meet.State.Epoch, updates));
            meet.Now += TimeSpan.FromMilliseconds(100);
            var before = computed;
            meet.Tick();
            desk.Line.News();
            var shown = watching.Select(one => one.News()).ToList();
            var board = new Rollcall.Apps.Meets.Results.Scoreboard(ScoringRules.Default);
            board.Show(MeetSheet.Of(meet.State.Content));
            // What each of them hears is the same and was worked out once.
            Assert.All(shown, one => Assert.Equal(shown[0].Select(said => said.Fields.ToJsonString()), one.Select(said => said.Fields.ToJsonString())));
            Assert.True(computed - before <= board.Sheet.PlatformCount, $"action {action}: {computed - before} computations");
            Assert.DoesNotContain(shown[0], said => said.Name == "close");
            foreach (var said in shown[0].Where(said => said.Name == "PlatformView"))
                told[(int)said.Fields["platform"]!] = said.Fields["view"]!.ToJsonString();
            for (var platform = 1; platform <= Math.Min(3, board.Sheet.PlatformCount); platform++)
                Assert.True(JsonNode.DeepEquals(JsonNode.Parse(EverythingShown.View(board, platform)), told.TryGetValue(platform, out var text) ? JsonNode.Parse(text) : null), $"action {action}, platform {platform}: {string.Join(", ", updates.Select(one => one.Key))}");
        }
    }
}
