using Rollcall.Apps.Queue;
using Rollcall.Tests.Support.Queue;
using Xunit;
using static Rollcall.Tests.Support.Queue.QueueScene;

namespace Rollcall.Tests.Apps.Queue;

public class OnceTests
{
    private const string Key = "5b0c1a52-7d0e-4c0a-9a53-0d6a1d6a2a11";

    // queue P10
    [Fact]
    public void The_same_key_is_done_once_and_answered_the_same_by_any_door()
    {
        var scene = new QueueScene();
        var first = scene.Do<QueueAnswer.Registered>(new QueueCommand.Register(Public, "g3xyz", new("G3XYZ", "Known")) { IdempotencyKey = Key });
        var seq = scene.State.Head;
        scene.Do(new QueueCommand.Next(Anna, null));

        var again = scene.Do<QueueAnswer.Repeated>(new QueueCommand.Register(new By(null, "ws", "c-1"), " G3XYZ ", null) { IdempotencyKey = Key });

        Assert.Empty(scene.Events);
        Assert.Equal((first, seq), (again.First, again.LastSeq));
        Assert.Equal("idempotency_mismatch", scene.Refused(new QueueCommand.Register(Public, "W1AW", null) { IdempotencyKey = Key }));
        Assert.Equal("idempotency_mismatch", scene.Refused(new QueueCommand.Leave(Public, "1.x") { IdempotencyKey = Key }));
        // Another author's key is another key.
        scene.Do<QueueAnswer.Registered>(new QueueCommand.Register(Anna, "W1AW", null) { IdempotencyKey = Key });
    }

    // queue P10
    [Fact]
    public void What_was_done_is_remembered_after_a_restart_and_so_is_what_changed_nothing()
    {
        var scene = new QueueScene();
        var first = scene.Do<QueueAnswer.NowWorking>(new QueueCommand.Next(Anna, null) { IdempotencyKey = Key });
        Assert.Null(first.Qso);
        Assert.Empty(scene.Events);
        scene.Register("W1AW");

        Assert.Equal(new QueueAnswer.Repeated(first, null), scene.Do(new QueueCommand.Next(Anna, null) { IdempotencyKey = Key }));

        Assert.Equal("W1AW", scene.Waiting);
        Assert.Equal(Text(scene.State), Text(scene.Replayed()));
        Assert.Equal("idempotency_mismatch", scene.Refused(new QueueCommand.Next(Anna, new("W1AW")) { IdempotencyKey = Key }));
    }

    [Fact]
    public void A_refusal_is_not_remembered()
    {
        var scene = new QueueScene(active: false);
        var ask = new QueueCommand.Register(Public, "W1AW", null) { IdempotencyKey = Key };
        Assert.Equal("inactive", scene.Refused(ask));
        scene.Do(new QueueCommand.SetActive(Anna, true));
        scene.Do<QueueAnswer.Registered>(ask);
    }

    [Fact]
    public void A_key_is_remembered_for_a_day_and_ten_thousand_of_them()
    {
        var scene = new QueueScene();
        var skip = new QueueCommand.SetFrequency(Anna, "14205", null, null) { IdempotencyKey = Key };
        scene.Do(skip);
        scene.Later(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        scene.Do<QueueAnswer.Repeated>(skip);
        scene.Later(TimeSpan.FromMilliseconds(1));
        scene.Do<QueueAnswer.FrequencyIs>(skip);
        scene.Do<QueueAnswer.Repeated>(skip);

        var memory = Enumerable.Range(0, 10_001).Aggregate(OperationMemory.Empty, (all, i) => all.With(new(null, $"{i}", "", scene.Now, new QueueAnswer.Noted(), i)));
        Assert.Null(memory.Find(null, "0", scene.Now));
        Assert.NotNull(memory.Find(null, "1", scene.Now));
        Assert.Equal(10_000, memory.All.Count());
    }
}
