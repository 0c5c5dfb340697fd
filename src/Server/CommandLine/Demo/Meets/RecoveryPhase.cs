namespace Rollcall.Server.CommandLine.Demo.Meets;

/// <summary>The log is deleted while the server is down; the desks give it back, the one of the highest priority first.</summary>
internal sealed class RecoveryPhase(MeetStage stage) : Phase("recovery", "The log is lost and the desks give it back")
{
    public override async Task PlayAsync(Narrator tell, CancellationToken cancel)
    {
        var (head, scoring, weighIn) = (stage.HeadTable, stage.Scoring, stage.WeighIn);
        await head.LoseLineAsync();
        var ahead = await scoring.SubmitAsync(scoring.Holds.Edit(MeetStage.Lifter + ".deadliftKg[1]", 250), cancel);
        await weighIn.UntilAsync(() => weighIn.Holds.Cursor >= ahead.Number, $"number {ahead.Number} at {weighIn.Name}", cancel);
        tell.Check(head.Who, $"is offline at number {head.Holds.Cursor}; the others are at {scoring.Holds.Cursor}",
            head.Holds.Cursor < ahead.Number, $"below {ahead.Number}", $"{head.Holds.Cursor}");
        var (epoch, print, values) = (scoring.Holds.Epoch, scoring.Holds.Content.Fingerprint(), scoring.Holds.Content.Items.Count);

        await StopAndDeleteAsync(tell, cancel);
        await stage.Server.StartAsync(cancel);
        await ComeBackAsync(tell, [weighIn, scoring, head], cancel);
        await GiveBackAsync(tell, head, 0, cancel);
        await GiveBackAsync(tell, scoring, head.Holds.Cursor, cancel);
        await GiveBackAsync(tell, weighIn, scoring.Holds.Cursor, cancel);

        var recovered = await scoring.HearAsync(["StateRecovered"], cancel);
        tell.Check(Who.Server, $"has {recovered["updatesRecovered"]} values back; epoch {epoch} has become {recovered["epoch"]}",
            (values, true), (recovered["updatesRecovered"].GetInt32(), recovered["epoch"].GetString() != epoch));
        await head.HearAsync(["StateRecovered"], cancel);
        await weighIn.HearAsync(["StateRecovered"], cancel);
        foreach (var display in stage.Displays)
            await display.OpenLineAsync(cancel);
        foreach (var desk in stage.All)
            await desk.PullAsync(cancel);
        var now = head.Holds.Content.Fingerprint();
        tell.Check(head.Who, $"pulls what {scoring.Name} had before, fingerprint {now}", print, now);
        MeetStage.CheckSame(tell, stage.Everybody, stage.All);
        var again = await head.SubmitAsync(head.Holds.Edit("live.platforms[1].call", "bar is loaded"), cancel);
        tell.Check(head.Who, $"goes on working: {again}", again.Number is not null, "a number", $"{again}");
    }

    private async Task StopAndDeleteAsync(Narrator tell, CancellationToken cancel)
    {
        var scoring = stage.Scoring;
        var code = await stage.Server.StopAsync(cancel);
        var notice = await scoring.HearNoticeAsync("shutdown", cancel);
        await scoring.TryUntilAsync(() => false, "the end of the line", cancel);
        tell.Check(scoring.Who, $"hears {notice["kind"]}, come back in {notice["retryAfterMs"]} ms; close {scoring.CloseCode}",
            1001, scoring.CloseCode);
        foreach (var file in Directory.GetFiles(stage.Folder).Where(file => Path.GetFileName(file) != "auth.json"))
            File.Delete(file);
        var left = string.Join(", ", Directory.GetFileSystemEntries(stage.Folder).Select(Path.GetFileName));
        tell.Check(Who.Server, $"stops, exit code {code}; the log is deleted, only {left} is left", (0, "auth.json"), (code, left));
    }

    /// <summary>All lines are opened before anybody speaks: the server gathers desks for one second from the first that does.</summary>
    private static async Task ComeBackAsync(Narrator tell, Desk[] lowestPriorityFirst, CancellationToken cancel)
    {
        foreach (var desk in lowestPriorityFirst)
            await desk.OpenLineAsync(cancel);
        foreach (var desk in lowestPriorityFirst)
            await desk.AskForPageAsync(cancel);
        foreach (var desk in lowestPriorityFirst)
        {
            var code = (await desk.HearAsync(["RequestRejected"], cancel))["code"].GetString();
            tell.Check(desk.Who, $"is back, asks for updates and is told {code}", "RECOVERING", code);
        }

        tell.Quote((await lowestPriorityFirst[0].HearNoticeAsync("recovering", cancel))["message"].GetString());
    }

    private static async Task GiveBackAsync(Narrator tell, Desk desk, long above, CancellationToken cancel)
    {
        var asked = await desk.HearAsync(["StateRecoveryRequest"], cancel);
        var from = asked["lastServerSeq"].GetInt64();
        var given = await desk.GiveBackAsync(asked, cancel);
        tell.Check(desk.Who, $"is asked for what is above number {from} and gives {given}", above, from);
    }
}
