using System.Text;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;
using Xunit;

namespace Rollcall.Tests.Core.Store;

/// <summary>What every event store promises. A store passes if its test class inherits this one.</summary>
public abstract class EventStoreContract : IAsyncLifetime
{
    private static readonly ChannelName Lobby = ChannelName.Of("room", "lobby");

    protected IEventStore Store { get; private set; } = null!;

    /// <summary>Opens the store on the test's data; called again after the first was closed. Must know the kinds <c>room</c> and <c>meet</c>.</summary>
    protected abstract Task<IEventStore> OpenStoreAsync();

    public async ValueTask InitializeAsync() => Store = await OpenStoreAsync();

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Store.DisposeAsync();
    }

    [Fact]
    public async Task A_channel_that_was_never_written_to_is_not_known()
    {
        Assert.False(Store.Knows(Lobby));
        Assert.Null(await Store.OpenAsync(Lobby, create: false, default));
        Assert.DoesNotContain((Lobby, false), Store.List("room"));
    }

    [Fact]
    public async Task What_was_appended_is_read_back_the_same_also_after_a_restart()
    {
        var events = new[]
        {
            Logged.Event(1, body: """{"a":1}""", op: null),
            Logged.Event(2, body: """{"text":"Ä \"quoted\" \u0000 😀"}""", op: "with \"quotes\" and \\ and é"),
            Logged.Event(3, body: "{}", op: "x:3") with { Epoch = "z9", Type = "Renamed" },
        };
        var log = await OpenAsync(Lobby);
        Assert.Equal((0, 0), (log.Head, log.Floor));
        await AppendAsync(log, events);
        Assert.Equal(3, log.Head);
        AssertSame(events, await ReadAsync(log, 0));

        log = await ReopenAsync(log);

        Assert.Equal(3, log.Head);
        AssertSame(events, await ReadAsync(log, 0));
        Assert.True(Store.Knows(Lobby));
        Assert.Equal([(Lobby, false)], Store.List("room"));
        await log.DisposeAsync();
    }

    [Fact]
    public async Task Reading_begins_after_the_given_event_and_ends_with_what_was_there_when_it_was_asked_for()
    {
        var log = await OpenAsync(Lobby);
        await AppendAsync(log, Logged.Events(1, 5));
        var asked = log.ReadAsync(3, default);
        await AppendAsync(log, Logged.Events(6, 2));

        Assert.Equal([4, 5], await asked.Select(logged => logged.Seq).ToListAsync());
        Assert.Equal([6, 7], (await ReadAsync(log, 5)).Select(logged => logged.Seq));
        Assert.Empty(await ReadAsync(log, 7));
        await log.DisposeAsync();
    }

    [Fact]
    public async Task A_round_decided_on_an_old_head_adds_nothing_and_is_told_what_it_missed()
    {
        var log = await OpenAsync(Lobby);
        await AppendAsync(log, Logged.Events(1, 3));

        var result = await log.AppendAsync(new Append(1, [Logged.Event(2)], 0, null), default);

        var behind = Assert.IsType<AppendResult.Behind>(result);
        Assert.Equal([2, 3], behind.Missed.Select(logged => logged.Seq));
        Assert.Equal(3, log.Head);
        await log.DisposeAsync();
    }

    [Fact]
    public async Task A_round_decided_on_an_old_secret_adds_nothing_and_is_told_the_newer_one()
    {
        var log = await OpenAsync(Lobby);
        await AppendAsync(log, Logged.Events(1, 1), secret: """{"hash":"one"}""");

        var result = await log.AppendAsync(new Append(1, [Logged.Event(2)], 0, Bytes("""{"hash":"two"}""")), default);

        var behind = Assert.IsType<AppendResult.Behind>(result);
        Assert.Empty(behind.Missed);
        Assert.Equal("""{"hash":"one"}""", Text(behind.Secret.Document));
        Assert.Equal((1, 1), (log.Head, log.Secret.Version));
        await log.DisposeAsync();
    }

    [Fact]
    public async Task A_secret_is_kept_beside_the_log_and_counts_its_writes()
    {
        var log = await OpenAsync(Lobby);
        Assert.Equal(Secret.None, log.Secret);
        await AppendAsync(log, Logged.Events(1, 1), secret: """{"hash":"one"}""");
        await AppendAsync(log, [], secret: """{"hash":"two"}""");

        log = await ReopenAsync(log);

        Assert.Equal(2, log.Secret.Version);
        Assert.Equal("""{"hash":"two"}""", Text(log.Secret.Document));
        Assert.All(await ReadAsync(log, 0), logged => Assert.DoesNotContain("hash", Text(logged.Body), StringComparison.Ordinal));
        await log.DisposeAsync();
    }

    [Fact]
    public async Task The_newest_snapshot_is_read_back()
    {
        var log = await OpenAsync(Lobby);
        Assert.Null(await log.ReadSnapshotAsync(default));
        await AppendAsync(log, Logged.Events(1, 4));
        await log.WriteSnapshotAsync(new Snapshot(2, Logged.Epoch, Bytes("""{"state":2}""")), default);
        await log.WriteSnapshotAsync(new Snapshot(4, Logged.Epoch, Bytes("""{"state":4}""")), default);

        log = await ReopenAsync(log);

        var snapshot = await log.ReadSnapshotAsync(default);
        Assert.Equal((4, Logged.Epoch, """{"state":4}"""), (snapshot!.Seq, snapshot.Epoch, Text(snapshot.Body)));
        await log.DisposeAsync();
    }

    [Fact]
    public async Task A_document_beside_the_log_is_kept_and_replaced()
    {
        var log = await OpenAsync(Lobby);
        await AppendAsync(log, Logged.Events(1, 1));
        Assert.Null(await log.ReadBesideAsync("opl.csv", default));
        await log.WriteBesideAsync("opl.csv", Bytes("one"), default);
        await log.WriteBesideAsync("opl.csv", Bytes("two"), default);

        log = await ReopenAsync(log);

        Assert.Equal("two", Text(await log.ReadBesideAsync("opl.csv", default)));
        await log.DisposeAsync();
    }

    [Fact]
    public async Task An_archived_channel_stays_known_and_readable()
    {
        var meet = ChannelName.Of("meet", "482913057");
        var log = await OpenAsync(meet);
        await AppendAsync(log, Logged.Events(1, 2), secret: """{"hash":"one"}""");
        await log.ArchiveAsync(default);
        await log.ArchiveAsync(default);
        Assert.True(log.Archived);
        Assert.Equal(2, (await ReadAsync(log, 0)).Count);
        await log.WriteBesideAsync("email.txt", Bytes("sent"), default);

        log = await ReopenAsync(log);

        Assert.True(log.Archived);
        Assert.Equal((2, 1), (log.Head, log.Secret.Version));
        Assert.Equal("sent", Text(await log.ReadBesideAsync("email.txt", default)));
        Assert.True(Store.Knows(meet));
        Assert.Equal([(meet, true)], Store.List("meet"));
        await log.DisposeAsync();
    }

    [Fact]
    public async Task A_deleted_channel_is_gone_and_its_name_begins_anew()
    {
        var log = await OpenAsync(Lobby);
        await AppendAsync(log, Logged.Events(1, 2), secret: """{"hash":"one"}""");
        await log.DeleteAsync(default);
        await log.DisposeAsync();
        Assert.False(Store.Knows(Lobby));
        Assert.Empty(Store.List("room"));

        log = await OpenAsync(Lobby);

        Assert.Equal((0, 0), (log.Head, log.Secret.Version));
        await AppendAsync(log, Logged.Events(1, 1));
        Assert.Single(await ReadAsync(log, 0));
        await log.DisposeAsync();
    }

    [Fact]
    public async Task Trimming_removes_nothing_after_the_given_event()
    {
        var log = await OpenAsync(Lobby);
        for (var i = 0; i < 20; i++) await AppendAsync(log, Logged.Events(log.Head + 1, 10));

        var floor = await log.TrimAsync(100, default);

        Assert.InRange(floor, 0, 100);
        Assert.Equal((floor, 200), (log.Floor, log.Head));
        Assert.Equal(Enumerable.Range((int)floor + 1, 200 - (int)floor), (await ReadAsync(log, floor)).Select(logged => (int)logged.Seq));
        log = await ReopenAsync(log);
        Assert.Equal((floor, 200), (log.Floor, log.Head));
        await log.DisposeAsync();
    }

    [Fact]
    public async Task Sixty_four_channels_written_at_once_do_not_mix()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
        {
            var log = await OpenAsync(ChannelName.Of("room", $"r{i}"));
            for (var round = 0; round < 10; round++) await AppendAsync(log, Logged.Events(log.Head + 1, 3, body: $$"""{"room":{{i}}}"""));
            await log.DisposeAsync();
        })));

        for (var i = 0; i < 64; i++)
        {
            var log = await OpenAsync(ChannelName.Of("room", $"r{i}"));
            var events = await ReadAsync(log, 0);
            Assert.Equal(Enumerable.Range(1, 30), events.Select(logged => (int)logged.Seq));
            Assert.All(events, logged => Assert.Equal($$"""{"room":{{i}}}""", Text(logged.Body)));
            await log.DisposeAsync();
        }
        Assert.Equal(64, Store.List("room").Count());
    }

    [Fact]
    public async Task Health_tells_when_the_store_last_kept_something()
    {
        Assert.True(Store.Health.Writable);
        Assert.Null(Store.Health.Reason);
        await using var log = await OpenAsync(Lobby);
        await AppendAsync(log, Logged.Events(1, 1));
        Assert.NotNull(Store.Health.LastFlush);
    }

    protected async Task<IEventLog> OpenAsync(ChannelName channel) =>
        await Store.OpenAsync(channel, create: true, default) ?? throw new InvalidOperationException("asked to create, the store did not");

    protected async Task<IEventLog> ReopenAsync(IEventLog log)
    {
        await log.DisposeAsync();
        await Store.DisposeAsync();
        Store = await OpenStoreAsync();
        return await OpenAsync(log.Channel);
    }

    protected static async Task AppendAsync(IEventLog log, IReadOnlyList<LoggedEvent> events, string? secret = null) =>
        Assert.IsType<AppendResult.Done>(await log.AppendAsync(Logged.Round(log, events, secret), default));

    protected static async Task<List<LoggedEvent>> ReadAsync(IEventLog log, long afterSeq) => await log.ReadAsync(afterSeq, default).ToListAsync();

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    protected static string Text(ReadOnlyMemory<byte>? bytes) => Encoding.UTF8.GetString(bytes!.Value.Span);

    protected static void AssertSame(IEnumerable<LoggedEvent> expected, IEnumerable<LoggedEvent> actual) =>
        Assert.Equal(expected.Select(Logged.Shown), actual.Select(Logged.Shown));
}
