using Rollcall.Apps.Rooms;
using Rollcall.Tests.Support.Rooms;
using Xunit;
using static Rollcall.Tests.Support.Rooms.LivedRoom;

namespace Rollcall.Tests.Apps.Rooms;

public class RecoveryTests
{
    // rooms P11
    [Fact]
    public async Task A_position_in_a_silent_room_is_good_to_come_back_to()
    {
        await using var stage = await RoomStage.OpenAsync();
        await stage.JoinAsync(Ben);

        var again = await stage.JoinAsync(Ben, since: 1, history: 50);

        Assert.Equal(["hello", "snapshot"], await again.NamesAsync());
        Assert.Equal("""{"requested":true,"recovered":true,"reason":null,"from":2,"to":1}""", await RecoveryOf(again));
    }

    // rooms P5 and P11
    [Theory]
    [InlineData(20)]
    [InlineData(1_500)]
    public async Task Every_missed_entry_comes_once_and_in_order_also_in_the_middle_of_a_burst_and_after_a_restart(int missed)
    {
        await using var stage = await RoomStage.OpenAsync();
        var anna = await stage.JoinAsync(Anna);
        for (var i = 0; i < missed; i++)
            await anna.SaysAsync($"{i}");
        await stage.SeeAsync();
        var burst = Task.Run(async () =>
        {
            for (var i = 0; i < 300; i++)
                await anna.SaysAsync($"more {i}");
        }, TestContext.Current.CancellationToken);
        var ben = await stage.JoinAsync(Ben, since: 5);
        await burst;
        Assert.Equal(Enumerable.Range(6, missed + 296).Select(seq => (long)seq), await ben.EntriesAsync());

        await stage.RestartAsync();
        var again = await stage.JoinAsync(Cleo, since: 5);

        Assert.Equal(Enumerable.Range(6, missed + 296).Select(seq => (long)seq), await again.EntriesAsync());
    }

    // rooms P11
    [Fact]
    public async Task A_position_that_is_no_good_is_told_why_and_history_follows()
    {
        await using var stage = await RoomStage.OpenAsync(RoomStage.Terms with { RecoveryMaxEntries = 5 }, LivedRoom.Info with { Retention = new(10, null) });
        var anna = await stage.JoinAsync(Anna);
        for (var i = 2; i <= 20; i++)
            await anna.SaysAsync($"{i}");

        (long Since, string Epoch, string? Reason)[] cases = [(20, "q07b", "epoch_changed"), (21, "k3x9", "ahead"), (9, "k3x9", "expired"), (10, "k3x9", "too_many"), (14, "k3x9", "too_many"), (15, "k3x9", null)];
        foreach (var (since, epoch, reason) in cases)
        {
            var ben = await stage.JoinAsync(Ben, since, epoch, history: 3);
            var recovery = (await ben.HeardAsync())[0].GetProperty("data").GetProperty("recovery");
            Assert.Equal((reason is null, reason), (recovery.GetProperty("recovered").GetBoolean(), recovery.GetProperty("reason").GetString()));
            Assert.Equal(reason is null ? [16, 17, 18, 19, 20] : [], await ben.EntriesAsync());
            Assert.Equal(reason is null ? 0 : 1, (await ben.HeardAsync("history")).Count);
            await ben.LeavesAsync();
        }
    }

    // rooms P10
    [Theory]
    [InlineData(0)]
    [InlineData(800)]
    public async Task After_a_delete_nobody_is_told_the_text_again_and_edits_are_told_as_they_stand(int later)
    {
        await using var stage = await RoomStage.OpenAsync();
        var anna = await stage.JoinAsync(Anna);
        await anna.SaysAsync("secret");
        await anna.SaysAsync("first");
        var at = stage.Clock.Now;
        await anna.PostAsync(Edit(Anna, new(2, 42, "text", at), "secret too"));
        await anna.PostAsync(Edit(Anna, new(3, 42, "text", at), "second"));
        await anna.PostAsync(Edit(Anna, new(3, 42, "text", at), "third"));
        await anna.PostAsync(new RoomCommand.Delete(Anna, null, new(2, 42, "text", at)));
        for (var i = 0; i < later; i++)
            await anna.SaysAsync("noise");
        await stage.SeeAsync();

        var ben = await stage.JoinAsync(Ben, since: 1);
        var told = (await ben.HeardAsync()).Where(one => one.TryGetProperty("seq", out _)).Take(6).Select(one => one.GetProperty("data").GetRawText()).ToList();

        Assert.Equal(
        [
            """{"subtype":"text","user_handle":"anna","deleted":true,"deleted_at":"2026-03-14T10:00:00.000Z","deleted_by":42}""",
            """{"subtype":"text","text":"third","user_handle":"anna","revision":3,"edited_at":"2026-03-14T10:00:00.000Z"}""",
            """{"event":"message_edited","target_id":"k3x9-2","target_seq":2,"subtype":"text","deleted":true,"revision":2}""",
            """{"event":"message_edited","target_id":"k3x9-3","target_seq":3,"subtype":"text","text":"third","revision":3}""",
            """{"event":"message_edited","target_id":"k3x9-3","target_seq":3,"subtype":"text","text":"third","revision":3}""",
            """{"event":"message_deleted","target_id":"k3x9-2","target_seq":2}""",
        ], told);
        var page = (await new RoomHistory(stage.Actor, new(RoomRules.Default)).PageAsync(null, 0, 100, 1 << 20))!;
        Assert.DoesNotContain(page.Items, item => System.Text.Encoding.UTF8.GetString(item).Contains("secret", StringComparison.Ordinal));
    }

    // rooms P13
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Paging_visits_every_message_once_while_others_write(bool backwards)
    {
        await using var stage = await RoomStage.OpenAsync();
        var anna = await stage.JoinAsync(Anna);
        for (var i = 0; i < 700; i++)
        {
            if (i % 7 == 0)
                await anna.PostAsync(Edit(Anna, new(2, 42, "text", stage.Clock.Now), $"edit {i}"));
            else
                await anna.SaysAsync($"{i}");
        }

        var head = (await stage.SeeAsync()).Room.Head;
        var history = new RoomHistory(stage.Actor, new(RoomRules.Default));
        var (seen, next) = (new List<long>(), backwards ? head + 1 : 0L);
        for (var more = true; more;)
        {
            var page = (await history.PageAsync(backwards ? next : null, backwards ? null : next, 37, 1 << 20))!;
            var seqs = page.Items.Select(item => System.Text.Json.JsonDocument.Parse(item).RootElement.GetProperty("seq").GetInt64()).ToList();
            seen.InsertRange(backwards ? 0 : seen.Count, seqs);
            (more, next) = (page.HasMore, page.Next ?? 0);
            Assert.Equal(more, page.Next is not null);
            if (seen.Count < 200)
                await anna.SaysAsync("meanwhile");
        }

        Assert.Equal(seen.Order(), seen);
        Assert.Equal(seen.Distinct().Count(), seen.Count);
        Assert.Equal(600, seen.Count(seq => seq <= head));
    }

    // rooms P14
    [Fact]
    public async Task Nothing_older_than_the_room_keeps_is_told_when_the_clock_moves_on()
    {
        await using var stage = await RoomStage.OpenAsync(info: LivedRoom.Info with { Retention = new(100_000, 60) });
        var anna = await stage.JoinAsync(Anna);
        for (var i = 0; i < 2_100; i++)
        {
            await anna.SaysAsync($"{i}");
            if (i % 100 != 99)
                continue;
            await stage.SeeAsync();
            await stage.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        await stage.AdvanceAsync(TimeSpan.FromSeconds(43));
        // Now 64 seconds after the first hundred.
        var seen = await stage.SeeAsync();
        Assert.Equal(402, seen.Floor);
        var page = (await new RoomHistory(stage.Actor, new(RoomRules.Default)).PageAsync(null, 0, 1, 1 << 20))!;
        Assert.Contains("\"seq\":402,", System.Text.Encoding.UTF8.GetString(page.Items[0]), StringComparison.Ordinal);
        await stage.AdvanceAsync(TimeSpan.FromSeconds(61));
        Assert.Equal(2_102, (await stage.SeeAsync()).Floor);
        var ben = await stage.JoinAsync(Ben, since: 2_100, history: 5);
        Assert.Equal("""{"requested":true,"recovered":false,"reason":"expired","from":null,"to":null}""", await RecoveryOf(ben));
        Assert.Equal(0, (await ben.HeardAsync("history"))[0].GetProperty("data").GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Read_marks_only_rise_and_survive_a_restart()
    {
        await using var stage = await RoomStage.OpenAsync();
        var (one, two, anna) = (await stage.JoinAsync(Ben), await stage.JoinAsync(Ben), await stage.JoinAsync(Anna));
        await anna.SaysAsync("Hello");
        foreach (var seq in new long[] { 2, 1, 0, 3 })
            await one.DoesAsync(new RoomRequest.Read(seq));

        Assert.Equal(["hello", "snapshot", "chat", "read", "error", "error"], (await one.NamesAsync()).Where(name => name != "diff"));
        Assert.Equal("bad_seq", (await one.HeardAsync("error"))[0].GetProperty("data").GetProperty("code").GetString());
        Assert.Single(await two.HeardAsync("read"));
        Assert.Empty(await anna.HeardAsync("read"));
        await stage.AdvanceAsync(TimeSpan.FromSeconds(5));
        await stage.RestartAsync();
        Assert.Equal(2, (await stage.SeeAsync(Ben.UserId)).ReadSeq);
    }

    // rooms P10
    [Fact]
    public async Task A_room_whose_messages_were_edited_or_deleted_opens_again_and_tells_them_as_they_stand()
    {
        await using var stage = await RoomStage.OpenAsync();
        var anna = await stage.JoinAsync(Anna);
        await anna.SaysAsync("first");
        await anna.SaysAsync("second");
        await stage.AskAsync(new RoomCommand.Edit(Anna, "e", new(2, Anna.UserId, "text", stage.Clock.GetUtcNow()), RoomRole.Member, "first, mended", null, null));
        await stage.AskAsync(new RoomCommand.Delete(Anna, "d", new(3, Anna.UserId, "text", stage.Clock.GetUtcNow())));

        await stage.RestartAsync();
        var ben = await stage.JoinAsync(Ben, since: 1);

        var told = await ben.HeardAsync("chat");
        Assert.Equal("first, mended", told[0].GetProperty("data").GetProperty("text").GetString());
        Assert.True(told[1].GetProperty("data").GetProperty("deleted").GetBoolean());
    }

    private static async Task<string> RecoveryOf(Guest guest) => (await guest.HeardAsync())[0].GetProperty("data").GetProperty("recovery").GetRawText();
}
