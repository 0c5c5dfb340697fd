using FsCheck;
using FsCheck.Fluent;
using Rollcall.Apps.Devices;
using Xunit;

namespace Rollcall.Tests.Apps.Devices;

/// <summary>The hand-over by itself, without devices.</summary>
public class HandOverTests
{
    private const long Asker = 7, Source = 9, Target = 8;
    private static readonly DateTimeOffset Start = new(2026, 3, 14, 10, 0, 0, TimeSpan.Zero);
    private static readonly Released Given = new(new(RawJson.Null, HasTrack: true, IsPlaying: false), QueueContent.Empty);

    [Fact]
    public void It_goes_from_the_source_to_the_target_and_says_so_to_all_three()
    {
        var begun = HandOver.Begin("h1", Asker, Source, Target, play: true, Start);
        Assert.Equal([(Asker, "releasing"), (Source, "release")], Words(begun));
        var ready = begun.Next.Ready(Source, Given, Start)!;
        Assert.Equal([(Asker, "taking"), (Target, "take")], Words(ready));
        var taken = ready.Next.Taken(Target, Start)!;
        Assert.Equal([(Asker, "done"), (Source, "done"), (Target, "done")], Words(taken));
    }

    [Fact]
    public void A_source_that_cannot_be_asked_is_not_asked()
    {
        var begun = HandOver.BeginWithout("h1", Asker, Source, Target, play: true, Given, Start);
        Assert.Equal([(Asker, "taking"), (Target, "take")], Words(begun));
        Assert.Null(begun.Next.Gone(Source, Start));
    }

    [Fact]
    public void Who_is_told_twice_the_same_is_told_once()
    {
        var begun = HandOver.Begin("h1", Target, Source, Target, play: true, Start);
        Assert.Equal([(Target, "aborted"), (Source, "aborted")], Words(begun.Next.Refused(Source, Start)!));
    }

    [Theory]
    [InlineData(5, "source_timeout")]
    [InlineData(4, null)]
    public void A_source_that_says_nothing_is_not_waited_for_longer_than_five_seconds(int seconds, string? reason) =>
        Assert.Equal(reason, HandOver.Begin("h1", Asker, Source, Target, play: true, Start).Next.Expire(Start.AddSeconds(seconds))?.Next.Reason);

    [Fact]
    public void What_is_not_its_turn_means_nothing()
    {
        var releasing = HandOver.Begin("h1", Asker, Source, Target, play: true, Start).Next;
        Assert.Null(releasing.Ready(Target, Given, Start));
        Assert.Null(releasing.Taken(Target, Start));
        Assert.Null(releasing.Refused(Target, Start));
        var taking = releasing.Ready(Source, Given, Start)!.Next;
        Assert.Null(taking.Ready(Source, Given, Start));
        Assert.Null(taking.Taken(Source, Start));
        Assert.Null(taking.Gone(Source, Start));
        var over = taking.Taken(Target, Start)!.Next;
        Assert.Null(over.Taken(Target, Start));
        Assert.Null(over.Refused(Target, Start));
        Assert.Null(over.Gone(Target, Start));
        Assert.Null(over.Expire(Start.AddHours(1)));
    }

    // devices P22
    [Fact]
    public void Whatever_happens_it_ends_within_sixteen_seconds_and_nothing_is_taken_before_it_is_released() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var (chance, now) = (new Random(seed), Start);
            var step = HandOver.Begin("h1", Asker, Source, Target, chance.Next(2) == 0, now);
            var wasReleased = false;
            while (!step.Next.IsOver)
            {
                Assert.True(now <= Start.AddSeconds(16), $"seed {seed}: {step.Next}");
                now += TimeSpan.FromMilliseconds(chance.Next(1, 500));
                var device = new[] { Asker, Source, Target }[chance.Next(3)];
                var before = step.Next;
                // The loop is woken when a wait ends, whatever else there is.
                var next = before.Expire(now) ?? chance.Next(40) switch
                {
                    0 => before.Ready(device, Given, now),
                    1 => before.Taken(device, now),
                    2 when chance.Next(4) == 0 => before.Refused(device, now),
                    3 when chance.Next(4) == 0 => before.Gone(device, now),
                    _ => null,
                };
                wasReleased |= before.Stage == HandOverStage.Releasing && next?.Next.Stage == HandOverStage.Taking;
                step = next ?? step;
                if (next is not null)
                    Assert.True(wasReleased || next.Says.All(said => said.Message is not ServerMessage.HandOverTake), $"seed {seed}");
            }

            Assert.Equal(step.Next.Stage == HandOverStage.Aborted, step.Next.Reason is not null);
            Assert.Equal([Asker, Source, Target], step.Says.Select(said => said.DeviceId));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static IEnumerable<(long, string)> Words(HandOverStep step) => step.Says.Select(said => (said.DeviceId, said.Message switch
    {
        ServerMessage.HandOverState state => state.Stage,
        ServerMessage.HandOverRelease => "release",
        ServerMessage.HandOverTake => "take",
        _ => said.Message.GetType().Name,
    }));
}
