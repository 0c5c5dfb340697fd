namespace Rollcall.Server.CommandLine.Demo.Rooms;

/// <summary>A network is lost, then the server is killed: everybody goes on from where they were, and nobody is there who is not.</summary>
internal sealed class ComeBackPhase(RoomStage stage) : Phase("room_crash", "The server is killed and the room misses nothing")
{
    private const int KilledBySignal9 = 128 + 9;
    private const int Missed = 5;

    public override async Task PlayAsync(Narrator tell, CancellationToken cancel)
    {
        var (anna, ben) = (stage.Anna, stage.Ben);
        await ben.HearAsync("moderation", cancel);
        await ben.HearAsync("moderation", cancel);
        await ben.CutAsync();
        for (var i = 1; i <= Missed; i++)
        {
            await anna.SayAsync($"while Ben is away {i}", $"away-{i}", cancel);
            await anna.HearAsync("ack", cancel, to: $"away-{i}");
        }

        var recovery = (await ben.EnterAsync(RoomStage.Hall, cancel, goesOn: true))["recovery"]!;
        var heard = await ben.HearChatAsync(Missed, cancel);
        tell.Check(ben.Who, $"lost the network and comes back: {heard.Count} missed messages, from number {(long?)recovery["from"]} to {(long?)recovery["to"]}",
            recovery["recovered"]!.GetValue<bool>() && heard.SequenceEqual(anna.Heard.TakeLast(Missed)), string.Join(", ", anna.Heard.TakeLast(Missed)), string.Join(", ", heard));

        await anna.SayAsync("the last word", "last", cancel);
        var said = (await anna.HearAsync("ack", cancel, to: "last"))["seq"]!.GetValue<long>();
        var code = await stage.Server.KillAsync();
        tell.Check(Who.Server, $"is killed, exit code {code}", KilledBySignal9, code);
        await stage.Server.StartAsync(cancel);

        var (_, empty) = await anna.AskAsync(HttpMethod.Get, $"/api/rooms/{RoomStage.Hall}/participants", null, cancel);
        tell.Check(Who.Server, $"is back; {(int?)empty!["user_count"]} people in the room, no ghosts", 0, (int?)empty["user_count"]);
        await anna.EnterAsync(RoomStage.Hall, cancel, goesOn: true);
        await anna.SayAsync("the last word", "last", cancel);
        var again = await anna.HearAsync("ack", cancel, to: "last");
        tell.Check(anna.Who, $"sends the last word again: still number {(long?)again["seq"]}", (said, true), (again["seq"]!.GetValue<long>(), again["duplicate"]!.GetValue<bool>()));

        // Ben may have heard it before the server was killed; then nothing is missing.
        var back = await ben.EnterAsync(RoomStage.Hall, cancel, goesOn: true);
        if (back["recovery"]!["from"]!.GetValue<long>() <= said)
            await ben.HearChatAsync(1, cancel);
        await anna.SayAsync("go on", "on", cancel);
        await anna.HearAsync("ack", cancel, to: "on");
        await ben.HearChatAsync(1, cancel);
        var numbers = ben.Heard.ConvertAll(one => one.Split(' ')[0]);
        tell.Check(ben.Who, $"has heard {numbers.Count} entries, each once, to number {numbers[^1]}", (numbers.Count, anna.Heard[^1]), (numbers.Distinct().Count(), ben.Heard[^1]));
        var (_, there) = await anna.AskAsync(HttpMethod.Get, $"/api/rooms/{RoomStage.Hall}/participants", null, cancel);
        tell.Check(anna.Who, $"sees {(int?)there!["user_count"]} people", 2, (int?)there["user_count"]);
    }
}
