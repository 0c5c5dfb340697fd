using FsCheck;
using FsCheck.Fluent;
using Rollcall.Tests.Support.Meets;
using Xunit;

namespace Rollcall.Tests.Apps.Meets;

/// <summary>Random meets: P5 to P11, P13, P16 against a second, naive writing of the rules; P2 and P6 over restarts; P4 by pulling.</summary>
public class RandomMeetTests
{
    private static readonly int Scale = Environment.GetEnvironmentVariable("ROLLCALL_LONG") == "1" ? 50 : 1;

    [Fact]
    public void P5_P7_P8_P9_P10_P11_P13_P16_the_rules_say_what_the_specification_says() => Lived(60, steps: 40, (_, _) => { }, _ => { });

    [Fact]
    public void P2_P6_a_log_or_a_snapshot_read_back_gives_the_state_that_was_lived() => Lived(20, steps: 30, (_, _) => { }, meet =>
    {
        var lived = StateText.Of(meet.State);
        Assert.Equal(lived, StateText.Of(meet.Replayed()));
        for (var at = 1; at <= meet.Log.Count; at += 13)
            Assert.Equal(lived, StateText.Of(meet.Restored(at)));
        Assert.Equal(Enumerable.Range(1, meet.Log.Count).Select(seq => (long)seq), meet.Log.Select(line => line.Seq));
    });

    [Fact]
    public void P4_who_pulls_from_any_cursor_in_pages_of_any_size_while_others_write_ends_with_the_content()
    {
        var clients = new List<PullingClient>();
        Lived(25, steps: 40, (meet, chance) =>
        {
            if (chance.Next(5) == 0)
                clients.Add(new());
            foreach (var client in clients.Where(_ => chance.Next(3) == 0))
                client.Pull(meet.State, chance.Next(1, 5), chance.Next(2) == 0 ? 1 : 1000);
        },
        meet =>
        {
            var content = meet.State.Content.Items.Select(item => (item.Key.Text, item.Value, item.Number)).ToList();
            foreach (var client in clients)
            {
                while (client.Pull(meet.State, limit: 3, maxBytes: 600))
                    Assert.True(client.Held.Any());
                Assert.Equal(content, client.Held);
            }

            clients.Clear();
        });
    }

    private static void Lived(int meets, int steps, Action<LivedMeet, Random> between, Action<LivedMeet> after) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var (twin, chance) = (new TwinMeet(seed), new Random(seed));
            try
            {
                for (var step = 0; step < steps; step++)
                {
                    twin.Step();
                    between(twin.Lived, chance);
                }

                after(twin.Lived);
            }
            catch (Exception difference)
            {
                throw new InvalidOperationException($"seed {seed}\n{string.Join('\n', twin.Story)}\n{difference.Message}", difference);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(meets * Scale));
}
