namespace Rollcall.Server.CommandLine.Demo.Meets;

/// <summary>A second desk joins, after a wrong password.</summary>
internal sealed class JoinPhase(MeetStage stage) : Phase("join", "A second desk joins")
{
    public override async Task PlayAsync(Narrator tell, CancellationToken cancel)
    {
        var desk = stage.Scoring;
        var refused = await desk.ComeInAsync("JoinMeet", stage.Joining(desk, "Chalk-and-Vinegar-8"), cancel);
        var code = refused["code"].GetString();
        tell.Check(desk.Who, $"has the password wrong: {code}", "BAD_CREDENTIALS", code);

        var joined = await desk.ComeInAsync("JoinMeet", stage.Joining(desk), cancel);
        if (joined.Name != "MeetJoined")
            throw new PlayBrokenException("MeetJoined", joined.Text);
        var (role, priority, ids) = (joined["role"].GetString(), joined["priority"].GetInt32(), joined["entryIds"]);
        tell.Check(desk.Who, $"joins meet {joined["meetId"]}: {role}, priority {priority}",
            (stage.MeetId, "writer", 5), (joined["meetId"].GetString(), role, priority));
        tell.Check(desk.Who, $"gets lifter numbers of its own: {ids.GetProperty("from")} to {ids.GetProperty("to")}",
            "20000-29999", $"{ids.GetProperty("from")}-{ids.GetProperty("to")}");
        tell.Check(desk.Who, $"speaks the flat spelling and is answered in it",
            joined.Text.StartsWith("{\"msgType\":\"MEET_JOINED\",", StringComparison.Ordinal), "msgType MEET_JOINED", joined.Text);

        var items = await desk.PullAsync(cancel);
        tell.Check(desk.Who, $"pulls what is there, {items} updates, and is in step at number {joined["headServerSeq"]}",
            (0, joined["headServerSeq"].GetInt64()), (items, desk.Holds.Cursor));
    }
}
