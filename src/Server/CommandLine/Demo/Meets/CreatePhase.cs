using System.Text.Json.Nodes;

namespace Rollcall.Server.CommandLine.Demo.Meets;

/// <summary>The server starts, and a meet is made.</summary>
internal sealed class CreatePhase(MeetStage stage) : Phase("create", "A meet is made")
{
    public override async Task PlayAsync(Narrator tell, CancellationToken cancel)
    {
        var server = stage.Server;
        await server.StartAsync(cancel);
        var ready = await server.AskReadyAsync(cancel);
        tell.Check(Who.Server, $"answers at {server.Address.Authority}; /health/ready says {ready}", 200, ready);

        var desk = stage.HeadTable;
        var made = await desk.ComeInAsync("CreateMeet", new()
        {
            ["thisLocationName"] = desk.Name,
            ["password"] = MeetStage.Password,
            ["locations"] = new JsonArray(
                new JsonObject { ["locationName"] = desk.Name, ["priority"] = 10 },
                new JsonObject { ["locationName"] = stage.Scoring.Name, ["priority"] = 5 },
                new JsonObject { ["locationName"] = stage.WeighIn.Name, ["priority"] = 1 }),
            ["watch"] = new JsonArray("updates", "conflicts"),
        }, cancel);
        if (made.Name != "MeetCreated")
            throw new PlayBrokenException("MeetCreated", made.Text);

        var (role, priority, ids) = (made["role"].GetString(), made["priority"].GetInt32(), made["entryIds"]);
        tell.Check(desk.Who, $"makes meet {stage.MeetId}: {role}, priority {priority}", ("director", 10), (role, priority));
        tell.Check(desk.Who, $"may number new lifters {ids.GetProperty("from")} to {ids.GetProperty("to")}",
            "10000-19999", $"{ids.GetProperty("from")}-{ids.GetProperty("to")}");

        var log = await LogLine.ReadAsync(stage.Folder, cancel);
        var events = string.Join(", ", log.Select(line => line.Type));
        tell.Check(Who.Server, $"has it on disk when the answer comes: {events}", "Created, Joined", events);
        await desk.PullAsync(cancel);
    }
}
