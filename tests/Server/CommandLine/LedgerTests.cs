using Rollcall.Server.CommandLine.Simulate;
using Xunit;

namespace Rollcall.Tests.Server.CommandLine;

public class LedgerTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;
    private readonly Ledger _ledger = new(clients: 2);

    [Fact]
    public void What_was_acknowledged_and_one_did_not_hear_is_lost()
    {
        Acknowledge("a", 1);
        _ledger.Hear(0, "a", At(5), live: true);
        var report = _ledger.Report(TimeSpan.FromSeconds(1));
        Assert.Equal((1, 1, false), (report.LostOperations, report.LostDeliveries, report.Passed));
        Assert.Equal(["a"], report.Lost);
    }

    [Fact]
    public void It_does_not_matter_whether_one_hears_before_or_after_the_acknowledgement()
    {
        _ledger.Hear(0, "a", At(1), live: true);
        Acknowledge("a", 1);
        _ledger.Hear(1, "a", At(9), live: false);
        var report = _ledger.Report(TimeSpan.FromSeconds(1));
        Assert.Equal((0, 2, 1, true), (report.LostDeliveries, report.Deliveries, report.CaughtUp, report.Passed));
        Assert.Equal(new Percentiles(1, 1, 1, 1), report.DeliveryMs);
    }

    [Fact]
    public void What_was_never_acknowledged_cannot_be_lost_and_shows_nothing()
    {
        _ledger.Making();
        _ledger.Hear(0, "a", At(1), live: true);
        var report = _ledger.Report(TimeSpan.FromSeconds(1));
        Assert.Equal((0, 1, false), (report.LostDeliveries, report.Unanswered, report.Passed));
    }

    [Theory]
    [InlineData("e1", 1, 0)]
    [InlineData("e1", 0, 1)]
    [InlineData("e2", 9, 1)]
    public void Who_must_start_over_is_owed_no_events_up_to_there_but_a_new_life_of_the_log_excuses_nothing(string life, long from, long lost)
    {
        Acknowledge("a", 1);
        _ledger.Hear(0, "a", At(1), live: true);
        _ledger.StartOver(1, life, from);
        Assert.Equal(lost, _ledger.Report(TimeSpan.FromSeconds(1)).LostDeliveries);
        Assert.Equal(lost, _ledger.Owed);
    }

    [Fact]
    public void What_is_heard_again_is_counted_apart()
    {
        Acknowledge("a", 1);
        foreach (var client in new[] { 0, 1, 1 })
            _ledger.Hear(client, "a", At(1), live: true);
        var report = _ledger.Report(TimeSpan.FromSeconds(1));
        Assert.Equal((2, 1, true), (report.Deliveries, report.Twice, report.Passed));
    }

    private void Acknowledge(string id, long seq)
    {
        _ledger.Making();
        _ledger.Acknowledge(id, "e1", seq, Start, At(2));
    }

    private static DateTimeOffset At(int milliseconds) => Start + TimeSpan.FromMilliseconds(milliseconds);
}
