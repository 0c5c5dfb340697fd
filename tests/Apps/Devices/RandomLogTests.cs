using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Rollcall.Apps.Devices;
using Rollcall.Tests.Support.Devices;
using Xunit;

namespace Rollcall.Tests.Apps.Devices;

/// <summary>Random logs against a second, naive writing of what the specification says.</summary>
public class RandomLogTests
{
    private static readonly int Scale = Environment.GetEnvironmentVariable("ROLLCALL_LONG") == "1" ? 50 : 1;

    // devices P8, P15 and P16
    [Fact]
    public void Numbers_have_no_holes_repetitions_append_nothing_and_documents_are_the_fold_also_from_any_snapshot() => ForAnySeed(100, (chance, seed) =>
    {
        var log = new LivedLog();
        var (naive, done) = (new SortedDictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, long>());
        for (var step = 0; step < 60; step++)
        {
            var author = chance.Next(4) == 0 ? Author.Session(chance.Next(1, 3)) : Author.Device(chance.Next(7, 10));
            var (document, id) = ($"d{chance.Next(5)}", chance.Next(2) == 0 ? $"id-{chance.Next(20)}" : null);
            var kindOf = chance.Next(3);
            var head = log.State.Head;
            var answer = kindOf switch
            {
                0 => log.Append("document_set", $$"""{"collection":"c","id":"{{document}}","value":{{step}}}""", author, id),
                1 => log.Append("document_deleted", $$"""{"collection":"c","id":"{{document}}"}""", author, id),
                _ => log.Append("other", $$"""{"n":{{step}}}""", author, id),
            };
            if (id is not null && done.TryGetValue($"{author}:{id}", out var first))
            {
                Assert.Equal(new UserAnswer.Repeated(first), answer);
                Assert.Equal(head, log.State.Head);
                continue;
            }

            Assert.Equal(head + 1, ((UserAnswer.Appended)answer).Event.Seq);
            if (id is not null)
                done[$"{author}:{id}"] = head + 1;
            if (kindOf == 0)
                naive[document] = $"c/{document}={step}@{head + 1}";
            else if (kindOf == 1)
                naive.Remove(document);
        }

        Assert.Equal(Enumerable.Range(1, log.Lines.Count).Select(seq => (long)seq), log.Lines.Select(line => line.Seq));
        Assert.Equal(naive.Values, log.Documents);
        var restored = log.Restored(chance.Next(log.Lines.Count));
        Assert.Equal(log.Documents, restored.Documents);
        Assert.Equal((log.State.Head, log.State.LatestOfAnother, log.State.Life), (restored.State.Head, restored.State.LatestOfAnother, restored.State.Life));
        Assert.Equal(log.State.Done.OrderBy(one => one.Key), restored.State.Done.OrderBy(one => one.Key));
    });

    // devices P12
    [Fact]
    public void The_table_of_cursors_holds_for_every_cursor_floor_and_head() => ForAnySeed(2_000, (chance, _) =>
    {
        var head = (long)chance.Next(0, 8);
        var floor = chance.NextInt64(1, head + 2);
        var since = (long)chance.Next(0, 11);
        var epoch = new[] { null, "mine", "another" }[chance.Next(3)];

        var kept = Enumerable.Range(1, (int)head).Select(seq => (long)seq).Where(seq => seq >= floor).ToList();
        IEnumerable<long>? expected =
            since == 0 ? kept
            : epoch == "another" || since > head || since + 1 < floor ? null
            : since == head ? []
            : kept.Where(seq => seq > since);

        var after = Since.Answer(since, epoch, new("mine", floor), head).After;
        Assert.Equal(expected, after is { } from ? kept.Where(seq => seq > from) : null);
    });

    // devices P13
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Following_current_seq_yields_every_event_once_in_order_whether_one_looks_at_more_or_not(bool looks)
    {
        await using var home = await Household.StartAsync();
        for (var i = 0; i < 57; i++)
            await home.AppendAsync(7);
        var (cursor, held) = (0L, new List<long>());
        EventPage page;
        do
        {
            page = await home.ReadAsync(cursor, limit: 10);
            held.AddRange(page.Events!.Select(one => one.Seq));
            cursor = page.CurrentSeq;
        }
        while (looks ? page.HasMore : cursor < page.Head);

        Assert.Equal(Enumerable.Range(1, 57).Select(seq => (long)seq), held);
        Assert.Equal(57, cursor);
    }

    // devices P24
    [Fact]
    public void Whatever_bytes_come_reading_them_gives_a_message()
    {
        var wire = new DeviceWire(500);
        string[] words = ["{", "}", "[", "]", "\"type\"", ":", "\"playback.state\"", "\"payload\"", ",", "1e999", "null", "\"\\ud800\"", "\"queue\"", "true", "-1", "\"playback.hello\""];
        ForAnySeed(2_000, (chance, _) =>
        {
            var text = string.Concat(Enumerable.Range(0, chance.Next(1, 14)).Select(_ => words[chance.Next(words.Length)]));
            Assert.NotNull(wire.Read(Encoding.UTF8.GetBytes(text)));
        });
    }

    private static void ForAnySeed(int tests, Action<Random, int> check) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            try
            {
                check(new(seed), seed);
            }
            catch (Exception difference)
            {
                throw new InvalidOperationException($"seed {seed}\n{difference.Message}", difference);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(tests * Scale));
}
