using System.Security.Cryptography;
using Rollcall.Apps.Devices;
using Rollcall.Core.Channels;
using Rollcall.Core.Sessions;
using Rollcall.Core.Store;
using Rollcall.Server.Hosting;
using Rollcall.Server.Identity;

namespace Rollcall.Server.Doors.Devices;

/// <summary>Everything the devices of this server share: the users' channels, who is connected, the prefixes of other applications. Any thread may use it.</summary>
public sealed class DeviceHouse : IAsyncDisposable
{
    private const int MostTries = 3;
    private const int ReconnectWithinMs = 30_000;

    private readonly Directory<UserLog, UserCommand, UserEvent, UserAnswer> directory;
    private readonly IEventStore store;
    private readonly RandomNumberGenerator chance;
    private readonly ILogger log;

    /// <summary>Puts the application together, and listens to what changes about accounts.</summary>
    public DeviceHouse(DeviceSettings settings, IEventStore store, Identities identities, Actor<UserLog, UserCommand, UserEvent, UserAnswer>.Surroundings around, RandomNumberGenerator chance)
    {
        (this.store, this.chance, log, Settings, Identities, Time) = (store, chance, around.Log, settings, identities, around.Time);
        Wire = new(settings.QueueLimit);
        var registry = new DeviceRegistry(DevicesOf, identities.DeliveredSeq, Deliver);
        var surroundings = new UserSurroundings(settings, ProductVersion.Text, Connected, registry, FreshEpoch, () => chance.Below(ReconnectWithinMs), around.Time) { End = around.End };
        directory = new(store, new UserKind(), around, (name, _) => new UserGathering(UserKind.UserOf(name), surroundings));
        identities.News += Hear;
        identities.Online = device => Connected.IsOnline(device.Id);
    }

    /// <summary>The section of the configuration.</summary>
    public DeviceSettings Settings { get; }

    /// <summary>Who somebody is.</summary>
    public Identities Identities { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>The dialect.</summary>
    public DeviceWire Wire { get; }

    /// <summary>Who is connected, for other applications.</summary>
    public ConnectedDevices Connected { get; } = new();

    /// <summary>Where other applications register prefixes of messages.</summary>
    public PrefixHandlers Prefixes { get; } = new();

    /// <summary>The channels that live now, and those that could not be opened lately.</summary>
    public (int Live, int Failed) Channels => (directory.Live.Count(), directory.Failed.Count);

    /// <summary>The channel of a user, made if there is none; null where there is no such user. Throws <see cref="ChannelUnavailableException"/>.</summary>
    public async ValueTask<Actor<UserLog, UserCommand, UserEvent, UserAnswer>?> FindAsync(long userId) =>
        Identities.Book.Users.ContainsKey(userId) ? await directory.FindAsync(UserKind.ChannelOf(userId), create: true) : null;

    /// <summary>Asks a user's channel; null where there is no such user. A channel that ended before it dealt with the letter is asked again if that is safe.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="letter">Makes the letter; a fresh one for each try.</param>
    /// <param name="bearsRepeating">Whether asking twice is as good as once.</param>
    public async ValueTask<Reply<T>?> AskAsync<T>(long userId, Func<UserLetter.Asking<T>> letter, bool bearsRepeating = true)
        where T : class
    {
        for (var tries = 1; ; tries++)
        {
            if (await FindAsync(userId) is not { } actor)
                return null;
            var asked = letter();
            if (!await actor.PostAsync(asked))
                continue;
            var reply = await asked.Reply;
            if (reply.Undone != Undone.ChannelEnded || !bearsRepeating || tries == MostTries)
                return reply;
        }
    }

    /// <summary>The name of a new connection.</summary>
    public string FreshConnectionId() => $"c-{Convert.ToHexStringLower(chance.Bytes(6))}";

    /// <summary>The name of a new life of a log.</summary>
    public string FreshEpoch() => EpochNames.Fresh(Time.GetUtcNow(), chance, byChance: 7);

    /// <summary>The users something is kept of.</summary>
    public IEnumerable<long> KnownUsers => [.. store.List("user").Select(one => UserKind.UserOf(one.Channel))];

    /// <summary>Erases all that is kept of a user that was removed.</summary>
    public async Task EraseAsync(long userId)
    {
        try
        {
            if (await directory.FindAsync(UserKind.ChannelOf(userId)) is not { } actor)
                return;
            await actor.DeleteAsync();
            DeviceDoorLog.Erased(log, userId);
        }
        catch (ChannelUnavailableException unavailable)
        {
            DeviceDoorLog.NotErased(log, userId, unavailable.Message);
        }
    }

    /// <summary>Parks the channels nobody is in.</summary>
    public Task ParkIdleAsync() => directory.ParkIdleAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Identities.News -= Hear;
        return directory.DisposeAsync();
    }

    private IReadOnlyList<DeviceCard> DevicesOf(long userId)
    {
        var book = Identities.Book;
        return book.Users.TryGetValue(userId, out var user)
            ? [.. book.DevicesOf(user).Select(device => new DeviceCard(device.Id, device.Name, device.Renamed, device.Type, Identities.LastSeen(device)))]
            : [];
    }

    private void Deliver(long deviceId, long seq, bool atOnce)
    {
        if (atOnce)
            _ = Identities.DeliveredDurablyAsync(deviceId, seq);
        else
            Identities.Delivered(deviceId, seq);
    }

    // On the loop of accounts: posts and goes on.
    private void Hear(AccountNews news)
    {
        switch (news)
        {
            case AccountNews.DeviceAdded added:
                Change(added.UserId, "added", added.DeviceId);
                break;
            case AccountNews.DeviceUpdated updated:
                Change(updated.UserId, "updated", updated.DeviceId);
                break;
            case AccountNews.DeviceRenamed renamed:
                Change(renamed.UserId, "renamed", renamed.DeviceId);
                break;
            case AccountNews.DeviceRemoved removed:
                Change(removed.UserId, "removed", removed.DeviceId);
                break;
            case AccountNews.UserRemoved removed:
                _ = EraseAsync(removed.UserId);
                break;
        }
    }

    // Who is not there hears nothing, so nobody is woken for it.
    private void Change(long userId, string change, long deviceId)
    {
        if (Connected.DevicesOf(userId).Count > 0)
            _ = PostAsync(userId, new UserLetter.Changing(change, deviceId));
    }

    private async Task PostAsync(long userId, UserLetter letter)
    {
        try
        {
            if (await FindAsync(userId) is { } actor)
                await actor.PostAsync(letter);
        }
        catch (ChannelUnavailableException)
        {
            // Its connections end with it, and hear all of it when they are back. The reason has been logged.
        }
    }
}
