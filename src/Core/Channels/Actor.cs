using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Rollcall.Core.Cluster;
using Rollcall.Core.Connections;
using Rollcall.Core.Store;

namespace Rollcall.Core.Channels;

/// <summary>The one who decides for a channel: takes letters from a mailbox, decides them in order, makes what happened durable in one append
/// per round, and only then speaks. State, log and gathering belong to the loop (<see cref="RunAsync"/>); from elsewhere only the public members may be used.</summary>
public sealed class Actor<TState, TCommand, TEvent, TAnswer>
    where TState : class
    where TCommand : class
    where TEvent : class
{
    private const int LettersInRound = 512;
    private const int BytesInRound = 1 << 20;

    private readonly Channel<Letter<TCommand>> mailbox = System.Threading.Channels.Channel.CreateBounded<Letter<TCommand>>(
        new BoundedChannelOptions(1024) { SingleReader = true });

    private readonly Kind<TState, TCommand, TEvent, TAnswer> kind;
    private readonly IEventLog log;
    private readonly Surroundings around;
    private readonly Alarm alarm;

    // Owned by the loop.
    private readonly Gathering<TState, TCommand, TEvent, TAnswer> gathering;
    private readonly List<Letter<TCommand>> round = [];
    private readonly RoundDeciding<TState, TCommand, TEvent, TAnswer> deciding;
    private readonly SnapshotKeeper<TState, TCommand, TEvent, TAnswer> snapshots;
    private TState state;
    private long head;
    private Park? park;

    // Written by the loop, read from elsewhere.
    private TState spoken;
    private volatile int members;

    // Written once, before the mailbox is closed.
    private volatile bool deleting;
    private volatile bool closing;

    private Task loop = Task.CompletedTask;
    private IDisposable? listening;

    private Actor(Kind<TState, TCommand, TEvent, TAnswer> kind, IEventLog log, Opened<TState> opened, Surroundings around,
        Func<Action<Letter<TCommand>>, Gathering<TState, TCommand, TEvent, TAnswer>> gather)
    {
        (this.kind, this.log, this.around) = (kind, log, around);
        (state, head, spoken) = (opened.State, opened.Head, opened.State);
        snapshots = new(kind, log, opened.SnapshotSeq, around.Log);
        alarm = new(around.Time, () => TryPost(new Tick<TCommand>()));
        gathering = gather(letter => TryPost(letter));
        deciding = new(kind, gathering);
    }

    /// <summary>What an actor is given by the composition root.</summary>
    public sealed record Surroundings(TimeProvider Time, IBus Bus, ILogger Log, RoundObserver Observer)
    {
        /// <summary>How the server stops, when it does; for the gatherings that tell their members.</summary>
        public ServerEnd End { get; init; } = new();
    }

    /// <summary>The channel decided for.</summary>
    public ChannelName Channel => log.Channel;

    /// <summary>The state after the last round that was made durable; may be read from anywhere.</summary>
    public TState State => Volatile.Read(ref spoken);

    /// <summary>How many connections were in the channel after the last round.</summary>
    public int Members => members;

    /// <summary>Ends when the loop has ended, for whatever reason; never fails.</summary>
    public Task Ended => loop;

    /// <summary>Whether it takes letters; once it does not, it never does again, and ends.</summary>
    public bool IsOpen => !closing;

    /// <summary>Reads the state from the log and starts the loop. Throws <see cref="LogDamagedException"/> or <see cref="StoreFailedException"/>,
    /// and then has closed the log.</summary>
    public static async Task<Actor<TState, TCommand, TEvent, TAnswer>> StartAsync(Kind<TState, TCommand, TEvent, TAnswer> kind, IEventLog log,
        Surroundings around, Func<Action<Letter<TCommand>>, Gathering<TState, TCommand, TEvent, TAnswer>> gather, CancellationToken cancel)
    {
        Actor<TState, TCommand, TEvent, TAnswer> actor;
        try
        {
            actor = new(kind, log, await Opening.ReadAsync(kind, log, cancel), around, gather);
            if (actor.gathering.OwesAftermath(actor.state, log))
                await actor.gathering.DoAftermathAsync(actor.state, log, around.Time.GetUtcNow());
        }
        catch
        {
            // It could never be opened again.
            await log.DisposeAsync();
            throw;
        }

        actor.listening = around.Bus.Listen(log.Channel, _ => actor.TryPost(new Moved<TCommand>()));
        actor.alarm.Set(actor.gathering.WakeAt);
        around.Observer.Opened(log.Channel);
        actor.loop = Task.Run(actor.RunAsync, CancellationToken.None);
        return actor;
    }

    /// <summary>Puts a letter into the mailbox, waiting while it is full; false if the actor has ended and the letter was not taken.</summary>
    public async ValueTask<bool> PostAsync(Letter<TCommand> letter)
    {
        while (await mailbox.Writer.WaitToWriteAsync())
        {
            if (mailbox.Writer.TryWrite(letter))
                return true;
        }

        return false;
    }

    /// <summary>Puts a letter into the mailbox if there is room.</summary>
    public bool TryPost(Letter<TCommand> letter) => mailbox.Writer.TryWrite(letter);

    /// <summary>A document beside the log, or null; may be called from anywhere.</summary>
    public ValueTask<byte[]?> ReadBesideAsync(string name) => log.ReadBesideAsync(name, CancellationToken.None);

    /// <summary>The events after <paramref name="afterSeq"/> up to the last that is durable when the loop comes to it; null if the actor has ended. May be called from
    /// anywhere: only the opening is done on the loop, reading it holds nobody up.</summary>
    public async ValueTask<IAsyncEnumerable<LoggedEvent>?> ReadLogAsync(long afterSeq)
    {
        var asked = new Reading(afterSeq);
        return await PostAsync(asked) ? await asked.Opened.Task : null;
    }

    /// <summary>Takes no more letters, deals with those taken, sends the members away, closes the log.</summary>
    public Task StopAsync()
    {
        CloseMailbox();
        return loop;
    }

    /// <summary>Ends the actor if nobody is in the channel and no letter waits. Settled on the loop, so that nobody who is just coming in is sent away.
    /// Completes when that is decided, and the loop has ended if so.</summary>
    public Task ParkAsync()
    {
        var asked = new Park();
        return TryPost(asked) ? Task.WhenAny(loop, asked.Declined.Task) : Task.CompletedTask;
    }

    /// <summary>The same, and removes the channel with all that lies beside it.</summary>
    public Task DeleteAsync()
    {
        deleting = true;
        return StopAsync();
    }

    private async Task RunAsync()
    {
        var end = ChannelEnd.Crashed;
        try
        {
            while (await mailbox.Reader.WaitToReadAsync())
            {
                TakeRound();
                await PlayRoundAsync();
                await snapshots.ConsiderAsync(state, head);
                members = gathering.Members;
                alarm.Set(gathering.WakeAt);
                ConsiderParking();
            }

            if (deleting)
                await log.DeleteAsync(CancellationToken.None);
            else
                await snapshots.FinishAsync(state, head);
            end = deleting ? ChannelEnd.Deleted : ChannelEnd.Orderly;
        }
#pragma warning disable CA1031 // The third kind of "no": whatever went wrong, this channel ends, is logged once, and is read again from the store.
        catch (Exception crash)
#pragma warning restore CA1031
        {
            ChannelLog.Failed(around.Log, Channel, crash);
        }
        finally
        {
            CloseMailbox();
            listening?.Dispose();
            await alarm.EndAsync();
            UndoAll(round);
            while (mailbox.Reader.TryRead(out var letter))
            {
                if (letter is Reading unread)
                    unread.Opened.SetResult(null);
                else
                    gathering.Undo(letter, Undone.ChannelEnded);
            }

            gathering.End(end);
            members = 0;
            await log.DisposeAsync();
            around.Observer.Closed(Channel);
        }
    }

    private void CloseMailbox()
    {
        closing = true;
        mailbox.Writer.TryComplete();
    }

    private void ConsiderParking()
    {
        if (park is null)
            return;
        if (members == 0 && !mailbox.Reader.TryPeek(out _))
            CloseMailbox();
        else
            park.Declined.SetResult();
        park = null;
    }

    private void TakeRound()
    {
        var bytes = 0;
        while (round.Count < LettersInRound && bytes < BytesInRound && mailbox.Reader.TryRead(out var letter))
        {
            if (letter is Park asked)
            {
                park?.Declined.SetResult();
                park = asked;
                continue;
            }

            if (letter is Reading reading)
            {
                Open(reading);
                continue;
            }

            round.Add(letter);
            bytes += letter.Size;
            if (letter is Tick<TCommand>)
                alarm.Rang();
        }
    }

    private void Open(Reading reading)
    {
        try
        {
            reading.Opened.SetResult(log.ReadAsync(reading.AfterSeq, CancellationToken.None));
        }
        catch (IOException unreadable)
        {
            // The reader's trouble alone: the next append shows whether the log itself has failed.
            reading.Opened.SetException(unreadable);
        }
    }

    private async ValueTask PlayRoundAsync()
    {
        var now = Whole(around.Time.GetUtcNow());
        if (round.Exists(letter => letter.WantsFreshHead))
            await CatchUpAsync();

        IReadOnlyList<Outcome<TState, TEvent, TAnswer>?> outcomes;
        for (var again = false; ; again = true)
        {
            var decided = deciding.Decide(round, state, head, log.Secret.Version, now, again);
            outcomes = decided.Outcomes;
            if (decided.Nothing)
                break;
            var began = around.Time.GetTimestamp();
            var result = await WriteBesideAsync(decided.Beside) ?? await log.AppendAsync(decided.Append, CancellationToken.None);
            around.Observer.Appended(Channel, round.Count, decided.Append.Events.Count, around.Time.GetElapsedTime(began));
            if (result is AppendResult.Done)
            {
                (state, head) = (decided.State, decided.Head);
                around.Bus.Moved(Channel, head);
                break;
            }

            if (result is AppendResult.Behind behind)
                Fold(behind.Missed, behind.Secret);
            else if (result is AppendResult.Refused refused)
            {
                ChannelLog.Refused(around.Log, Channel, refused.Reason);
                outcomes = deciding.WithoutWriting(round, state, head, now);
                break;
            }
        }

        if (gathering.OwesAftermath(state, log))
            await gathering.DoAftermathAsync(state, log, now);
        Volatile.Write(ref spoken, state);
        Speak(outcomes, now);
    }

    private void Speak(IReadOnlyList<Outcome<TState, TEvent, TAnswer>?> outcomes, DateTimeOffset now)
    {
        for (var i = 0; i < round.Count; i++)
        {
            if (outcomes[i] is { } outcome)
                gathering.Speak(round[i], outcome, now);
            else
                gathering.Undo(round[i], Undone.StoreRefuses);
        }

        round.Clear();
    }

    /// <summary>Lays documents beside the log before the events that speak of them; null where that went well.</summary>
    private async ValueTask<AppendResult?> WriteBesideAsync(IReadOnlyList<(string Name, ReadOnlyMemory<byte> Content)> documents)
    {
        try
        {
            foreach (var (name, content) in documents)
                await log.WriteBesideAsync(name, content, CancellationToken.None);
            return null;
        }
        catch (StoreFailedException full)
        {
            return new AppendResult.Refused(full.Message);
        }
    }

    private async ValueTask CatchUpAsync()
    {
        var (missed, known) = (new List<LoggedEvent>(), log.Secret);
        await foreach (var one in log.ReadAsync(head, CancellationToken.None))
            missed.Add(one);
        if (missed.Count > 0 || log.Secret.Version != known.Version)
            Fold(missed, log.Secret);
    }

    private void Fold(IReadOnlyList<LoggedEvent> missed, Secret secret)
    {
        var happened = new List<Happened<TEvent>>(missed.Count);
        foreach (var line in missed)
        {
            var one = Opening.Read(kind, line);
            state = kind.Evolve(state, one);
            happened.Add(one);
            head = one.Seq;
        }

        state = kind.WithSecret(state, secret.Document);
        Volatile.Write(ref spoken, state);
        gathering.SpeakMissed(happened, state, head);
    }

    private void UndoAll(List<Letter<TCommand>> letters)
    {
        foreach (var letter in letters)
            gathering.Undo(letter, Undone.ChannelEnded);
        letters.Clear();
    }

    /// <summary>Times are kept to the millisecond, as the log writes them, so that a state read back equals the state that was lived.</summary>
    private static DateTimeOffset Whole(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    private sealed class Reading(long afterSeq) : Letter<TCommand>
    {
        public long AfterSeq { get; } = afterSeq;

        public TaskCompletionSource<IAsyncEnumerable<LoggedEvent>?> Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Park : Letter<TCommand>
    {
        public TaskCompletionSource Declined { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
