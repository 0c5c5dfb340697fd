using System.Text.Json.Nodes;
using Rollcall.Tests.Server.Doors.Meets;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Scoring;
using Xunit;

namespace Rollcall.Tests.Server.CommandLine;

public class MeetVerbTests
{
    // P33
    [Fact]
    public async Task A_meet_is_exported_and_imported_beside_a_running_server_and_without_one()
    {
        await using var scene = await ShownScene.StartAsync();
        await using var desk = await scene.Server.JoinWireAsync(scene.MeetId, "Desk 2");
        var file = Path.Combine(scene.Server.DataFolder, "meet.openlifter");
        var data = $"--data_dir {scene.Server.DataFolder}";
        Assert.Equal((0, ""), Of(await RunAsync($"export meet {scene.MeetId} --out {file} {data}")));
        Assert.Equal((0, SmallMeet.Csv, ""), await RunAsync($"export meet {scene.MeetId} --format csv {data}"));

        var changed = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        changed["meet"]!["city"] = "Tacoma";
        await File.WriteAllTextAsync(file, changed.ToJsonString());
        var (code, output, errors) = await RunAsync($"import meet {scene.MeetId} {file} {data}");
        Assert.Equal((0, ""), (code, errors));
        Assert.StartsWith("accepted 1, ", output, StringComparison.Ordinal);
        Assert.Equal("meet.city", (string?)(await desk.HearAsync("UpdateRelay"))["updatesRelayed"]![0]!["updateKey"]);
        Assert.StartsWith("accepted 0, ", (await RunAsync($"import meet {scene.MeetId} {file} {data}")).Output, StringComparison.Ordinal);

        await scene.Server.StopAsync();
        Assert.Contains("Tacoma", (await RunAsync($"export meet {scene.MeetId} --format csv {data}")).Output, StringComparison.Ordinal);
        changed["meet"]!["city"] = "Yakima";
        await File.WriteAllTextAsync(file, changed.ToJsonString());
        Assert.StartsWith("accepted 1, ", (await RunAsync($"import meet {scene.MeetId} {file} {data}")).Output, StringComparison.Ordinal);
        await scene.Server.StartAgainAsync();
        Assert.Contains("Yakima", await scene.GetAsync("/opl.csv", scene.Director.Token), StringComparison.Ordinal);
    }

    // P33, for results
    [Fact]
    public async Task An_opl_csv_goes_into_an_empty_meet_and_comes_out_the_same()
    {
        await using var scene = await ShownScene.StartAsync(new SheetMaker());
        var (data, file) = ($"--data_dir {scene.Server.DataFolder}", Path.Combine(scene.Server.DataFolder, "results.csv"));
        await File.WriteAllTextAsync(file, SmallMeet.Csv);
        var (code, output, errors) = await RunAsync($"import meet {scene.MeetId} {file} {data}");
        Assert.Equal((0, ""), (code, errors));
        Assert.StartsWith("accepted ", output, StringComparison.Ordinal);
        Assert.Equal((0, SmallMeet.Csv, ""), await RunAsync($"export meet {scene.MeetId} --format csv {data}"));
        Assert.StartsWith("accepted 0, ", (await RunAsync($"import meet {scene.MeetId} {file} {data}")).Output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, SmallMeet.Csv.Replace("1,Cy,", "1,Cy,,", StringComparison.Ordinal));
        Assert.Contains("results.csv line 9: This row has", (await RunAsync($"import meet {scene.MeetId} {file} {data}")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_meet_or_no_file_is_refused_with_1_and_a_sentence()
    {
        await using var scene = await ShownScene.StartAsync(new SheetMaker());
        var data = $"--data_dir {scene.Server.DataFolder}";
        Assert.Equal((1, "", "rollcall: there is no meet 123-456-789\n"), await RunAsync($"export meet 123456789 {data}"));
        Assert.Equal((1, "", "rollcall: xyz is no meet id; it has nine digits\n"), await RunAsync($"export meet xyz {data}"));
        Assert.Contains("missing: meet.name", (await RunAsync($"export meet {scene.MeetId} --format csv {data}")).Errors, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync($"import meet {scene.MeetId} /dev/null {data}")).Code);
    }

    private static (int Code, string Errors) Of((int Code, string Output, string Errors) ran) => (ran.Code, ran.Errors);

    private static Task<(int Code, string Output, string Errors)> RunAsync(string arguments) => RollcallProcess.RunAsync(Path.GetTempPath(), arguments);
}
