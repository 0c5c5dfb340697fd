using System.Security.Cryptography;
using System.Text;

namespace Rollcall.Server.CommandLine.Demo.Meets;

/// <summary>The meet is published with a results file: it is filed, and read-only from then on.</summary>
internal sealed class PublishPhase(MeetStage stage) : Phase("publish", "The results are filed and the meet is closed")
{
    // The meet of this demo lacks what the server would need to write the file itself, so the desk's file is filed as it is.
    private const string Results =
        """
        OPL Format v1 (OpenLifter 1.4),Submit by email:,issues@openpowerlifting.org

        Federation,Date,MeetCountry,MeetState,MeetTown,MeetName,Formula
        USPA,'2026-03-14,USA,WA,Seattle,Spring Open,Dots

        Place,Name,Sex,Equipment,Division,BodyweightKg,WeightClassKg,Squat1Kg,Squat2Kg,Best3SquatKg,TotalKg,Event
        1,Al Bo,M,Sleeves,Open,88.9,90,185,190,190,190,S

        """;

    public override async Task PlayAsync(Narrator tell, CancellationToken cancel)
    {
        var (head, scoring, display) = (stage.HeadTable, stage.Scoring, stage.Displays[0]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Results)));
        await head.SendAsync("PublishMeet", new()
        {
            ["sessionToken"] = head.Holds.Token, ["returnEmail"] = "director@example.org", ["oplCsv"] = Results,
        }, cancel);
        var published = await head.HearAsync(["PublishAck", "RequestRejected"], cancel);
        if (published.Name != "PublishAck")
            throw new PlayBrokenException("PublishAck", published.Text);
        var given = published["csvSha256"].GetString()!;
        tell.Check(head.Who, $"publishes with a results file, SHA-256 {given[..12]}...", hash, given);
        var notice = await scoring.HearNoticeAsync("finished", cancel);
        tell.Check(scoring.Who, $"hears that the meet is {notice["kind"]}", "finished", notice["kind"].GetString());
        var late = await scoring.SubmitAsync(scoring.Holds.Edit(MeetStage.Lifter + ".lot", 7), cancel);
        tell.Check(scoring.Who, $"tries one more update: {late}", "refused, MEET_FINISHED", $"{late}");
        var items = await display.PullAllAsync(cancel);
        tell.Check(display.Who, $"can still read: {items} values, fingerprint {display.Holds.Content.Fingerprint()}",
            head.Holds.Content.Fingerprint(), display.Holds.Content.Fingerprint());

        var files = string.Join(", ", Directory.EnumerateFiles(stage.FinishedFolder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        tell.Check(Who.Server, $"keeps as finished: {files}", "auth.json, email.txt, opl.csv, updates.log", files);
        var filed = await File.ReadAllTextAsync(Path.Combine(stage.FinishedFolder, "opl.csv"), cancel);
        tell.Check(Who.Server, $"filed the results byte for byte: {filed.Length} bytes", Results, filed);
        var outbox = string.Join(", ", Directory.EnumerateFiles(stage.Outbox).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        tell.Check(Who.Server, $"laid a copy into the outbox: {outbox}", "email.txt, opl.csv", outbox);
    }
}
