using Rollcall.Apps.Accounts;
using Rollcall.Core.Channels;
using Rollcall.Core.Cluster;
using Rollcall.Core.Store;

namespace Rollcall.Server.Identity;

/// <summary>The one channel of accounts: kept open, asked, and listened to. Any thread may use it.</summary>
public sealed class AccountsHouse : IAsyncDisposable
{
    private static readonly TimeSpan PauseBeforeReopening = TimeSpan.FromSeconds(5);

    private readonly Directory<AccountBook, AccountCommand, AccountEvent, AccountAnswer> directory;
    private readonly CancellationTokenSource stopping = new();
    private readonly Actor<AccountBook, AccountCommand, AccountEvent, AccountAnswer>.Surroundings around;
    private Actor<AccountBook, AccountCommand, AccountEvent, AccountAnswer> actor = null!; // set before the house is handed out
    private Task keptOpen = Task.CompletedTask;

    private AccountsHouse(IEventStore store, AccountSettings settings, Actor<AccountBook, AccountCommand, AccountEvent, AccountAnswer>.Surroundings around)
    {
        (this.around, Settings) = (around, settings);
        var kind = new AccountsKind(settings.DeviceLimit, settings.SessionsPerDevice);
        directory = new(store, kind, around, (_, _) => new AccountsGathering(kind, one => Happened?.Invoke(one), around.Log));
    }

    /// <summary>The name of the channel.</summary>
    public static ChannelName Channel { get; } = ChannelName.Of("accounts", "main");

    /// <summary>The section of the configuration.</summary>
    public AccountSettings Settings { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time => around.Time;

    /// <summary>All accounts, as they are on the disk.</summary>
    public AccountBook Book => Volatile.Read(ref actor).State;

    /// <summary>Raised on the channel's loop for each event once it is durable, whoever caused it; must not wait or throw.</summary>
    public event Action<AccountEvent>? Happened;

    /// <summary>Raised when the channel had failed and was read again from the disk.</summary>
    public event Action<AccountBook>? Reread;

    /// <summary>Opens the channel, made if there is none. Throws <see cref="ChannelUnavailableException"/> where its log cannot be read.</summary>
    public static async Task<AccountsHouse> OpenAsync(IEventStore store, AccountSettings settings, TimeProvider time, ILogger log, RoundObserver observer, IBus bus)
    {
        var house = new AccountsHouse(store, settings, new(time, bus, log, observer));
        house.actor = (await house.directory.FindAsync(Channel, create: true))!;
        house.keptOpen = Task.Run(house.KeepOpenAsync);
        return house;
    }

    /// <summary>Has a command decided; the answer comes when it is durable.</summary>
    public async Task<AccountAnswer> AskAsync(AccountCommand command)
    {
        var letter = new AccountLetter(command);
        return await Volatile.Read(ref actor).PostAsync(letter) ? await letter.Answer : new AccountAnswer.Unavailable();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested)
            return;
        await stopping.CancelAsync();
        await directory.DisposeAsync();
        await keptOpen;
        stopping.Dispose();
    }

    // A channel that failed is read again from the disk; until then the last state that was durable is what is known.
    private async Task KeepOpenAsync()
    {
        while (true)
        {
            await actor.Ended;
            if (stopping.IsCancellationRequested)
                return;
            try
            {
                Volatile.Write(ref actor, (await directory.FindAsync(Channel, create: true))!);
                Reread?.Invoke(Book);
            }
            catch (ChannelUnavailableException)
            {
                // Has been logged with its reason.
                await Task.Delay(PauseBeforeReopening, Time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
