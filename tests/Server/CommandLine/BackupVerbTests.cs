using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.CommandLine;

/// <summary>A copy made while the server works is whole, and what comes back from it is trusted by nobody who knew more.</summary>
public class BackupVerbTests
{
    [Fact]
    public async Task A_backup_made_while_desks_write_passes_verify_and_restored_it_gets_back_from_them_what_came_after_it()
    {
        using var folder = new TemporaryFolder();
        string meetId, oldEpoch, backup = folder.File("backup");
        Desk desk, other;
        Uri address;
        using (var server = RollcallProcess.Serve(folder.Path))
        {
            address = await server.AddressAsync();
            // Desks that know where the server is now.
            desk = new("Head table", () => address, Password) { Haste = 20 };
            other = new("Desk 2", () => address, Password) { Haste = 20 };
            await desk.CreateAsync(Locations());
            await desk.UntilInStepAsync();
            (meetId, oldEpoch) = (desk.Memory.MeetId, desk.Memory.Epoch);
            await other.JoinAsync(meetId);
            await other.UntilInStepAsync();

            using var enough = new CancellationTokenSource();
            var writing = Task.Run(async () =>
            {
                for (var i = 0; !enough.IsCancellationRequested; i++)
                {
                    desk.Set($"meet.field{i % 20}", i);
                    await desk.UntilInStepAsync();
                }
            }, TestContext.Current.CancellationToken);
            var (code, output, errors) = await RollcallProcess.RunAsync(folder.Path, $"backup {backup}");
            Assert.Equal((0, ""), (code, errors));
            Assert.Contains("channels, ", output, StringComparison.Ordinal);
            await enough.CancelAsync();
            await writing;
            Assert.Equal((0, "all logs are well\n", ""), await RollcallProcess.RunAsync(folder.Path, $"verify --data_dir {backup}"));
            // After the backup, and on the first desk only: the other hears it as well.
            desk.Set("meet.city", "Ulm");
            await UntilAgreedAsync(desk, other);
            server.KillHard();
        }

        await desk.UntilAsync(() => !desk.IsConnected, "being cut off");
        await other.UntilAsync(() => !other.IsConnected, "being cut off");
        Directory.Move(folder.File("data"), folder.File("lost"));
        var restored = await RollcallProcess.RunAsync(folder.Path, $"restore {backup}");
        Assert.Equal((0, ""), (restored.Code, restored.Errors));
        Assert.Contains("with a new epoch", restored.Output, StringComparison.Ordinal);
        Assert.Equal((0, "all logs are well\n", ""), await RollcallProcess.RunAsync(folder.Path, "verify"));

        using (var server = RollcallProcess.Serve(folder.Path))
        {
            address = await server.AddressAsync();
            Assert.True(await other.ConnectAsync());
            await other.UntilAsync(() => other.Memory.Epoch != oldEpoch, "hearing of the new epoch");
            Assert.True(await desk.ConnectAsync());
            await UntilAgreedAsync(desk, other);
            Assert.Equal("Ulm", (string?)desk.Look(one => one.Memory.Canonical.Items["meet.city"].Value));
            desk.Set("meet.city", "Bonn");
            await UntilAgreedAsync(desk, other);
        }

        await desk.DisposeAsync();
        await other.DisposeAsync();
    }

    [Fact]
    public async Task What_is_no_backup_is_not_restored_and_nothing_is_written_over()
    {
        using var folder = new TemporaryFolder();
        using (var server = RollcallProcess.Serve(folder.Path))
        {
            await server.AddressAsync();
            Assert.Equal(0, (await RollcallProcess.RunAsync(folder.Path, "backup copy")).Code);
            server.Terminate();
            Assert.Equal(0, await server.EndAsync());
        }

        Assert.Contains("lies in the data folder itself", (await RollcallProcess.RunAsync(folder.Path, "backup data/copy")).Errors, StringComparison.Ordinal);
        Assert.Contains("copy is not empty", (await RollcallProcess.RunAsync(folder.Path, "backup copy")).Errors, StringComparison.Ordinal);
        var (code, _, errors) = await RollcallProcess.RunAsync(folder.Path, "restore copy");
        Assert.Equal(1, code);
        Assert.Contains("data is not empty; move it away first", errors, StringComparison.Ordinal);
        Directory.Delete(folder.File("data"), recursive: true);
        Assert.Contains("no complete backup", (await RollcallProcess.RunAsync(folder.Path, "restore .")).Errors, StringComparison.Ordinal);
        // The keys come with it, so that tokens hold, and with them their rights.
        Assert.Equal(0, (await RollcallProcess.RunAsync(folder.Path, "restore copy")).Code);
        var keys = Directory.GetFiles(folder.File("data", "keys"));
        Assert.NotEmpty(keys);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var key in keys)
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        }
    }

    [Fact]
    public async Task Retention_is_done_at_once_and_says_what_it_removed()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal((1, ""), await CodeAndOutputAsync(folder.Path));
        var clock = new StandingClock();
        await using var scene = await Rollcall.Tests.Server.Doors.Meets.ShownScene.StartAsync(meets: same => same with { FinishedRetentionDays = 1 }, time: clock);
        var data = $"--data_dir {scene.Server.DataFolder}";
        Assert.Equal((0, "nothing is due\n", ""), await RollcallProcess.RunAsync(folder.Path, $"retention {data}"));
        Assert.Equal((0, "[]\n", ""), await RollcallProcess.RunAsync(folder.Path, $"retention --json {data}"));
        await scene.Director.AskAsync("PublishMeet", new JsonObject { ["returnEmail"] = "director@example.org" }, "PublishAck");
        clock.Advance(TimeSpan.FromHours(23.9));
        Assert.Equal((0, "nothing is due\n", ""), await RollcallProcess.RunAsync(folder.Path, $"retention {data}"));
        // The daily run comes a quarter of an hour after the start; this one before it.
        await scene.Server.RestartAsync();
        clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal((0, $"meet {scene.MeetId.Replace("-", "", StringComparison.Ordinal)}\n1 removed\n", ""), await RollcallProcess.RunAsync(folder.Path, $"retention {data}"));
        Assert.False(Directory.Exists(scene.Server.FinishedFolderOf(scene.MeetId)));
    }

    private static async Task<(int Code, string Output)> CodeAndOutputAsync(string folder)
    {
        var (code, output, _) = await RollcallProcess.RunAsync(folder, "retention");
        return (code, output);
    }
}
