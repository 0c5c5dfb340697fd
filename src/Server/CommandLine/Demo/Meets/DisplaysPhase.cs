namespace Rollcall.Server.CommandLine.Demo.Meets;

/// <summary>Five long-lived connections hear every update of two busy desks, in one order.</summary>
internal sealed class DisplaysPhase(MeetStage stage) : Phase("relay", "Five displays stay connected and hear everything")
{
    private const int Each = 10;

    public override async Task PlayAsync(Narrator tell, CancellationToken cancel)
    {
        var (head, scoring, displays) = (stage.HeadTable, stage.Scoring, stage.Displays);
        var joined = await Task.WhenAll(displays.Select(display => display.ComeInAsync("JoinMeet", stage.Joining(display), cancel)));
        var roles = joined.Count(one => one.Name == "MeetJoined" && one["role"].GetString() == "reader");
        tell.Check(stage.AllDisplays, $"join as readers, some in each spelling: {roles} of {displays.Count}", displays.Count, roles);
        foreach (var display in displays)
            await display.PullAsync(cancel);
        var before = displays[0].Holds.Heard.Count;

        var answers = await Task.WhenAll(SendAsync(head, "live.platforms[1].call"), SendAsync(scoring, "live.platforms[2].call"));
        foreach (var (desk, given) in new[] { head, scoring }.Zip(answers))
            tell.Check(desk.Who, $"sends {Each} updates without waiting: {given.Count} acknowledged", Each, given.Count);

        // What was acknowledged, in the order of the numbers, is what every display must have heard.
        var numbers = answers.SelectMany(list => list).Order().ToList();
        foreach (var display in displays)
        {
            await display.UntilAsync(() => display.Holds.Cursor >= numbers[^1], $"number {numbers[^1]} at {display.Name}", cancel);
            var heard = display.Holds.Heard.Skip(before).Select(item => item.Number).ToList();
            tell.Check(display.Who, $"hears {heard.Count} updates in order, {heard.FirstOrDefault()} to {heard.LastOrDefault()}",
                string.Join(' ', numbers), string.Join(' ', heard));
        }

        foreach (var desk in new[] { head, scoring })
            await desk.UntilAsync(() => desk.Holds.Cursor >= numbers[^1], $"number {numbers[^1]} at {desk.Name}", cancel);
        var orders = displays.Select(Story).Distinct().Count();
        tell.Check(stage.AllDisplays, $"heard the same values in the same order", 1, orders);

        string Story(Desk display) =>
            string.Join(' ', display.Holds.Heard.Skip(before).Select(item => $"{item.Number}={item.Location}:{item.Shown}"));

        async Task<List<long>> SendAsync(Desk desk, string key)
        {
            var updates = Enumerable.Range(1, Each).Select(call => desk.Holds.Edit(key, call)).ToList();
            foreach (var one in updates)
                await desk.SendAsync([one], cancel);
            await desk.UntilAnsweredAsync(updates, cancel);
            return [.. updates.Select(one => desk.Holds.Answers[one.Local].Number).OfType<long>()];
        }
    }
}
