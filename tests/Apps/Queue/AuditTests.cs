using Rollcall.Apps.Queue;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Queue;
using Xunit;
using static Rollcall.Tests.Support.Queue.QueueScene;

namespace Rollcall.Tests.Apps.Queue;

public class AuditTests
{
    [Fact]
    public async Task Every_action_of_an_operator_that_changed_something_is_read_out_of_the_log()
    {
        await using var store = new MemoryStore();
        await using var queue = await LiveQueue.StartAsync(store, new());
        await queue.RegisterAsync("W1AW");
        await queue.DoAsync(new QueueCommand.SetPaused(Ben, false));
        await queue.DoAsync(new QueueCommand.Next(Anna, null));
        await queue.DoAsync(new QueueCommand.Undo(Ben));
        await queue.DoAsync(new QueueCommand.BanCallsign(Ben, "F5ABC", "noise", false));

        var page = await PageAsync(queue, 100, null);

        Assert.False(page.More);
        Assert.Equal(
            "ben http ban F5ABC noise - False, ben http undo W1AW next - False, anna ws next W1AW - shack-pc True, anna ws set_active - on shack-pc False",
            string.Join(", ", page.Entries.Select(one =>
                $"{one.By.Operator} {one.By.Door} {one.Deed.Action} {one.Deed.Callsign ?? "-"} {one.Deed.Detail ?? "-"} {one.By.Origin ?? "-"} {one.Undone}")));
    }

    [Fact]
    public async Task Pages_of_any_size_give_the_whole_audit_though_the_log_is_long()
    {
        await using var store = new MemoryStore();
        await using var queue = await LiveQueue.StartAsync(store, new());
        await queue.RegisterAsync("W1AW");
        await queue.RegisterAsync("K1ABC");
        await queue.DoAsync(new QueueCommand.Skip(Anna, null, null));
        await queue.DoAsync(new QueueCommand.Undo(Anna));
        for (var i = 0; i < 1_500; i++)
            await queue.DoAsync(new QueueCommand.SetFrequency(i % 500 == 0 ? Anna : Public, $"{i}", null, null));

        var (seen, before) = (new List<AuditEntry>(), (long?)null);
        for (var more = true; more;)
        {
            var page = await PageAsync(queue, 2, before);
            seen.AddRange(page.Entries);
            (more, before) = (page.More, page.Entries[^1].Seq);
        }

        Assert.Equal(["set_frequency", "set_frequency", "set_frequency", "undo", "skip", "set_active"], seen.Select(one => one.Deed.Action));
        Assert.Equal([false, false, false, false, true, false], seen.Select(one => one.Undone));
    }

    private static async Task<AuditPage> PageAsync(LiveQueue queue, int limit, long? before)
    {
        var head = queue.State.Head;
        return (await QueueAudit.ReadAsync(queue.Actor.ReadLogAsync, head, limit, before, default))!;
    }
}
