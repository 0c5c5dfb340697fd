using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Rollcall.Apps.Rooms;
using Rollcall.Core.Channels;
using Rollcall.Core.Sessions;
using Rollcall.Core.Store;

namespace Rollcall.Server.Doors.Rooms;

/// <summary>Everything the rooms of this server share: their directory, their register, their rules. Any thread may use it.</summary>
public sealed class RoomHouse : IAsyncDisposable
{
    private const int OpenedAtOnce = 8;

    // The ids of messages are made of it, and they are unique over all rooms for ever.
    private const int EpochByChance = 7;

    private readonly IEventStore store;
    private readonly RandomNumberGenerator chance;
    private readonly Directory<Room, RoomCommand, RoomEvent, RoomAnswer> directory;
    private readonly ConcurrentDictionary<long, int> connections = new();
    private int unopened;

    /// <summary>Puts the application together.</summary>
    public RoomHouse(RoomSettings settings, Subtypes subtypes, IEventStore store, Actor<Room, RoomCommand, RoomEvent, RoomAnswer>.Surroundings around, RoomMeasures measures,
        RandomNumberGenerator chance)
    {
        (this.store, this.chance, Log, Settings, Time, Subtypes, Measures) = (store, chance, around.Log, settings, around.Time, subtypes, measures);
        Content = new(settings.MaxTextChars);
        Wire = new(subtypes, Content, settings.MaxDepth);
        Kind = new(new(TimeSpan.FromSeconds(settings.EditWindowS), settings.MaxMembers, settings.MaxInvites));
        Register = new(settings);
        var told = new RoomTold(TimeSpan.FromSeconds(settings.PingPeriodS), TimeSpan.FromSeconds(settings.PongWaitS), settings.MaxMessageBytes, settings.MaxTextChars, settings.MaxDepth,
            settings.RatePerSecond, settings.RateBurst, subtypes.Names);
        var terms = new RoomTerms(settings.ConnectionsPerUserInRoom, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(settings.PresenceGraceS), settings.PresenceListMax,
            settings.RecoveryMaxEntries, TimeSpan.FromSeconds(settings.EmptyGraceS), TimeSpan.FromSeconds(settings.IdleTimeoutS), told);
        var surroundings = new RoomSurroundings(terms, measures, () => chance.Below(30_001), Register.Note, id => _ = RemoveAsync(id)) { Log = around.Log, End = around.End };
        directory = new(store, Kind, around, (name, _) => new RoomGathering(name.Key, Kind, surroundings));
    }

    /// <summary>The section of the configuration.</summary>
    public RoomSettings Settings { get; }

    /// <summary>The operator's log.</summary>
    public ILogger Log { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>The kinds of messages.</summary>
    public Subtypes Subtypes { get; }

    /// <summary>What is counted.</summary>
    public RoomMeasures Measures { get; }

    /// <summary>What messages must be like.</summary>
    public ContentRules Content { get; }

    /// <summary>Reads messages.</summary>
    public RoomWire Wire { get; }

    /// <summary>The rules.</summary>
    public RoomKind Kind { get; }

    /// <summary>All rooms as a list shows them.</summary>
    public RoomRegister Register { get; }

    /// <summary>Rooms that could not be opened lately, and those whose opening failed at the start for a reason nobody knows.</summary>
    public int Failed => directory.Failed.Count + Volatile.Read(ref unopened);

    /// <summary>How many connections there are, over all users.</summary>
    public int Connections => connections.Values.Sum();

    /// <summary>The room's actor, woken if need be; null where there is no such room (and <paramref name="create"/> is not set).</summary>
    public ValueTask<Actor<Room, RoomCommand, RoomEvent, RoomAnswer>?> FindAsync(string id, bool create = false) => directory.FindAsync(ChannelName.Of("room", id), create);

    /// <summary>Counts a connection of a user; false where they have as many as they may.</summary>
    public bool TryConnect(long user)
    {
        if (connections.AddOrUpdate(user, 1, (_, count) => count + 1) <= Settings.ConnectionsPerUser)
            return true;
        Disconnect(user);
        return false;
    }

    /// <summary>A connection less.</summary>
    public void Disconnect(long user)
    {
        // Two threads may both see the last one go; then the entry is simply gone.
        if (connections.AddOrUpdate(user, 0, (_, count) => count - 1) <= 0)
            connections.TryRemove(new(user, 0));
    }

    /// <summary>The command that makes a room.</summary>
    public RoomCommand.Create Making(Person by, RoomInfo info) => new(by, EpochNames.Fresh(Time.GetUtcNow(), chance, EpochByChance), info);

    /// <summary>What a room is that a join makes.</summary>
    public RoomInfo MadeByJoin(string id) => new(id, Settings.MaxClientsDefault, false, "{}", false, RoomRole.Member, Retention.Usual);

    /// <summary>Removes a closed room with its log; answers when its id can be used again.</summary>
    public async Task RemoveAsync(string id)
    {
        try
        {
            if (await FindAsync(id) is { State.Closed: true } actor)
            {
                // Before its log is gone: from then on the id may be another room's.
                Register.Forget(actor.State);
                await actor.DeleteAsync();
            }
        }
        catch (ChannelUnavailableException)
        {
            // Has been logged; it is removed at the next start.
        }
    }

    /// <summary>Reads every room once: the list knows them then, and those that are not persistent count down. Those a crash left closed are removed.</summary>
    public Task OpenAllAsync() => Parallel.ForEachAsync(store.List("room").ToList(), new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce }, async (one, _) =>
    {
        try
        {
            if (await directory.FindAsync(one.Channel) is { State.Closed: true })
                await RemoveAsync(one.Channel.Key);
        }
        catch (ChannelUnavailableException)
        {
            // Has been logged with its reason; health says that a room cannot be opened.
        }
#pragma warning disable CA1031 // A bug that shows itself when one room is read must not keep the others shut.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            RoomDoorLog.NotOpened(Log, one.Channel.Key, bug);
            Interlocked.Increment(ref unopened);
        }
    });

    /// <summary>The daily task: disk space below the floors is given back.</summary>
    public async Task<IReadOnlyList<string>> TrimAllAsync()
    {
        var removed = new List<string>();
        foreach (var card in Register.InOrder)
        {
            try
            {
                if (await FindAsync(card.Id) is { } actor && new RoomLetter.Trimming() is var trimming && await actor.PostAsync(trimming)
                    && await trimming.Answer is { Entries: > 0 and var entries })
                    removed.Add($"{entries} entries of room {card.Id}");
            }
            catch (ChannelUnavailableException)
            {
                // Has been logged; tomorrow is another day.
            }
        }

        return removed;
    }

    /// <summary>Parks rooms nobody is in.</summary>
    public Task ParkIdleAsync() => directory.ParkIdleAsync();

    /// <summary>Random bytes as text that is safe in an address.</summary>
    public string FreshText(int bytes) => Base64Url.EncodeToString(chance.Bytes(bytes));

    /// <summary>A room id nobody guesses.</summary>
    public string FreshId() => Convert.ToHexStringLower(chance.Bytes(16));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Read marks are kept at most five seconds late; an orderly end loses none.
        foreach (var actor in directory.Live.ToList())
        {
            var saving = new RoomLetter.Saving();
            if (await actor.PostAsync(saving))
                await saving.Answer;
        }

        await directory.DisposeAsync();
    }
}
