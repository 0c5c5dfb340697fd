using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Rollcall.Apps.Queue;
using Rollcall.Core.Channels;
using Rollcall.Core.Sessions;
using Rollcall.Core.Store;
using Rollcall.Server.Doors.Queue.LookUp;
using Rollcall.Server.Doors.Queue.Operations;

namespace Rollcall.Server.Doors.Queue;

/// <summary>Everything the queues of this server share: their directory, who looks callers up, what doors ask them. Any thread may use it.</summary>
internal sealed class QueueHouse : IAsyncDisposable
{
    private static readonly TimeSpan ComeBackWithin = TimeSpan.FromSeconds(30);

    private readonly ImmutableArray<string> names;
    private readonly RandomNumberGenerator chance;
    private readonly Directory<QueueState, QueueCommand, QueueEvent, QueueAnswer> directory;
    private readonly ILogger log;
    private readonly long startedAt;

    /// <summary>Puts the application together.</summary>
    public QueueHouse(QueueSettings settings, IEventStore store, LookUps lookUps, Actor<QueueState, QueueCommand, QueueEvent, QueueAnswer>.Surroundings around, Action<string> replayed, RandomNumberGenerator chance)
    {
        (this.chance, LookUps, Settings, Time, log) = (chance, lookUps, settings, around.Time, around.Log);
        startedAt = Time.GetTimestamp();
        names = [.. settings.Listed().Select(one => one.Name)];
        var surroundings = new QueueSurroundings(settings, around.Time, replayed, ComeBack) { End = around.End };
        directory = new(store, new QueueKind(new QueueRules(settings.ReplayEvents)), around, (_, _) => new QueueGathering(surroundings));
        var calls = settings.Operators.Where(one => !string.IsNullOrEmpty(one.Callsign)).ToDictionary(one => one.Name, one => one.Callsign, StringComparer.Ordinal);
        Facts = new(settings, lookUps.AreOn, States, () => Time.GetElapsedTime(startedAt), calls.GetValueOrDefault, [.. OperationTable.All.Where(one => one.Name.Length > 0).Select(one => one.Name)]);
    }

    /// <summary>The section of the configuration.</summary>
    public QueueSettings Settings { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Who looks callers up.</summary>
    public LookUps LookUps { get; }

    /// <summary>What operations may tell beyond one queue.</summary>
    public ServerFacts Facts { get; }

    /// <summary>The queues that could not be opened lately.</summary>
    public int Failed => directory.Failed.Count;

    /// <summary>How many connections are in queues.</summary>
    public int Members => directory.Live.Sum(actor => actor.Members);

    /// <summary>Whether there is a queue of that name.</summary>
    public bool Has(string queue) => names.Contains(queue, StringComparer.Ordinal);

    /// <summary>Opens every queue and tells it what the configuration says.</summary>
    public async Task OpenAsync()
    {
        foreach (var (name, terms, workedTtlHours) in Settings.Listed())
        {
            var letter = QueueLetter.Asking.Awaited(new QueueCommand.Configure(terms, workedTtlHours, EpochNames.Fresh(Time.GetUtcNow(), chance), FreshTicketKey()), out var reply);
            try
            {
                await (await FindAsync(name)).PostAsync(letter);
                await reply;
            }
            catch (ChannelUnavailableException)
            {
                // Has been logged with its reason; health says that a queue cannot be opened, and the others work.
            }
        }
    }

    /// <summary>The queue of a name that <see cref="Has"/> found; opened anew where it had failed. Throws <see cref="ChannelUnavailableException"/>.</summary>
    public async ValueTask<Actor<QueueState, QueueCommand, QueueEvent, QueueAnswer>> FindAsync(string queue) =>
        (await directory.FindAsync(ChannelName.Of("queue", queue), create: true))!;

    /// <summary>Posts a letter to a queue, which is found again where its loop ended meanwhile. Throws <see cref="ChannelUnavailableException"/>.</summary>
    public async ValueTask<Actor<QueueState, QueueCommand, QueueEvent, QueueAnswer>> PostAsync(string queue, QueueLetter letter)
    {
        while (true)
        {
            var actor = await FindAsync(queue);
            if (await actor.PostAsync(letter))
                return actor;
        }
    }

    /// <summary>Looks at a queue, and at its log where the operation asks for that. Throws <see cref="ChannelUnavailableException"/>.</summary>
    public async ValueTask<LookOutcome> LookAsync(string queue, OperationWork work, OperationInput input, Asker asker, CancellationToken cancel)
    {
        var actor = await FindAsync(queue);
        var sight = new Sight(actor.State, Time.GetUtcNow(), input, asker, Facts);
        return work switch
        {
            OperationWork.Look look => look.At(sight),
            OperationWork.Dig dig => await dig.At(sight, actor.ReadLogAsync, cancel),
            _ => throw new ArgumentException($"{work.GetType().Name} is not looking", nameof(work)),
        };
    }

    /// <summary>The command with what is known of its caller; what is not known will be looked up when it is done.</summary>
    public QueueCommand Informed(QueueCommand command) => command switch
    {
        QueueCommand.Register register => register with { Known = KnownOf(register.Callsign) },
        QueueCommand.LogDirect direct => direct with { Known = KnownOf(direct.Callsign) },
        _ => command,
    };

    /// <summary>Has the caller looked up of whom a command told that nothing was known. Called on the queue's loop; waits for nothing.</summary>
    public void LookUpAfter(string queue, QueueReply.Dealt dealt)
    {
        if (dealt.IsRepeat)
            return;
        var qrz = dealt.Answer switch
        {
            QueueAnswer.Registered registered => registered.Entry.Qrz,
            QueueAnswer.LoggingTaken taken => taken.Qso.Qrz,
            _ => null,
        };
        if (qrz is { IsPending: true })
            LookUps.Ask(qrz.Callsign, result => _ = TakeAsync(queue, result.As(qrz.Callsign)));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => directory.DisposeAsync();

    private async Task TakeAsync(string queue, Qrz found)
    {
        try
        {
            await PostAsync(queue, new QueueLetter.Asking(new QueueCommand.TakeLookUp(found), _ => { }));
        }
        catch (ChannelUnavailableException unavailable)
        {
            QueueDoorLog.LookUpNotTaken(log, found.Callsign, unavailable.Message);
        }
    }

    private Qrz? KnownOf(string text)
    {
        if (!Callsign.TryParseForOperator(text, out var callsign))
            return null;
        return LookUps.AreOn ? LookUps.Known(callsign.Base)?.As(callsign.Base) : new(callsign.Base, Error: LookUpNotConfigured);
    }

    private const string LookUpNotConfigured = "QRZ.com credentials not configured. Please set QRZ_USERNAME and QRZ_PASSWORD environment variables.";

    private IReadOnlyList<QueueState> States()
    {
        var live = directory.Live.ToDictionary(actor => actor.Channel.Key, actor => actor.State, StringComparer.Ordinal);
        return [.. names.Where(live.ContainsKey).Select(name => live[name])];
    }

    private string FreshTicketKey() => Base64Url.EncodeToString(chance.Bytes(32));

    private int ComeBack() => chance.Below((int)ComeBackWithin.TotalMilliseconds + 1);
}
