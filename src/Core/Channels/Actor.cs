using System.Buffers;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Rollcall.Core.Cluster;
using Rollcall.Core.Store;

namespace Rollcall.Core.Channels;

/// <summary>The one who decides for a channel: takes letters from a mailbox, decides them in order, makes what happened durable in one append
/// per round, and only then speaks. State, log and gathering belong to the loop (<see cref="RunAsync"/>); from elsewhere only
/// <see cref="PostAsync"/>, <see cref="TryPost"/>, <see cref="State"/> and <see cref="StopAsync"/> may be used.</summary>
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
    private readonly ITimer alarm;

    // Owned by the loop.
    private readonly Gathering<TState, TCommand, TEvent, TAnswer> gathering;
    private readonly List<Letter<TCommand>> round = [];
    private readonly List<Outcome<TState, TEvent, TAnswer>> outcomes = [];
    private readonly SnapshotKeeper<TState, TCommand, TEvent, TAnswer> snapshots;
    private TState state;
    private long head;
    private DateTimeOffset? wakeAt;

    // Written by the loop, read from elsewhere.
    private TState spoken;
    private volatile int members;

    // Written once, before the mailbox is closed.
    private volatile bool deleting;

    private Task loop = Task.CompletedTask;
    private IDisposable? listening;

    private Actor(Kind<TState, TCommand, TEvent, TAnswer> kind, IEventLog log, Opened<TState> opened, Surroundings around,
        Func<Action<Letter<TCommand>>, Gathering<TState, TCommand, TEvent, TAnswer>> gather)
    {
        (this.kind, this.log, this.around) = (kind, log, around);
        (state, head, spoken) = (opened.State, opened.Head, opened.State);
        snapshots = new(kind, log, opened.SnapshotSeq, around.Log);
        alarm = around.Time.CreateTimer(_ => TryPost(new Tick<TCommand>()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        gathering = gather(letter => TryPost(letter));
    }

    /// <summary>What an actor is given by the composition root.</summary>
    public sealed record Surroundings(TimeProvider Time, IBus Bus, ILogger Log, RoundObserver Observer);

    /// <summary>The channel decided for.</summary>
    public ChannelName Channel => log.Channel;

    /// <summary>The state after the last round that was made durable; may be read from anywhere.</summary>
    public TState State => Volatile.Read(ref spoken);

    /// <summary>How many connections were in the channel after the last round.</summary>
    public int Members => members;

    /// <summary>Ends when the loop has ended, for whatever reason; never fails.</summary>
    public Task Ended => loop;

    /// <summary>Reads the state from the log and starts the loop. Throws <see cref="LogDamagedException"/> or <see cref="StoreFailedException"/>.</summary>
    public static async Task<Actor<TState, TCommand, TEvent, TAnswer>> StartAsync(Kind<TState, TCommand, TEvent, TAnswer> kind, IEventLog log,
        Surroundings around, Func<Action<Letter<TCommand>>, Gathering<TState, TCommand, TEvent, TAnswer>> gather, CancellationToken cancel)
    {
        var opened = await Opening.ReadAsync(kind, log, cancel);
        var actor = new Actor<TState, TCommand, TEvent, TAnswer>(kind, log, opened, around, gather);
        if (actor.gathering.OwesAftermath(actor.state, log))
            await actor.gathering.DoAftermathAsync(actor.state, log, around.Time.GetUtcNow());
        actor.listening = around.Bus.Listen(log.Channel, _ => actor.TryPost(new Moved<TCommand>()));
        actor.SetAlarm();
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

    /// <summary>Takes no more letters, deals with those taken, sends the members away, closes the log.</summary>
    public Task StopAsync()
    {
        mailbox.Writer.TryComplete();
        return loop;
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
                SetAlarm();
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
            mailbox.Writer.TryComplete();
            listening?.Dispose();
            await alarm.DisposeAsync();
            UndoAll(round);
            while (mailbox.Reader.TryRead(out var letter))
                gathering.Undo(letter, Undone.ChannelEnded);
            gathering.End(end);
            members = 0;
            await log.DisposeAsync();
            around.Observer.Closed(Channel);
        }
    }

    private void TakeRound()
    {
        var bytes = 0;
        while (round.Count < LettersInRound && bytes < BytesInRound && mailbox.Reader.TryRead(out var letter))
        {
            round.Add(letter);
            bytes += letter.Size;
            // It rings once, and timers may ring a little before the clock says so: it is set again unless its time has come.
            if (letter is Tick<TCommand>)
                wakeAt = null;
        }
    }

    private async ValueTask PlayRoundAsync()
    {
        var now = Whole(around.Time.GetUtcNow());
        if (round.Exists(letter => letter.WantsFreshHead))
            await CatchUpAsync();

        for (var again = false; ; again = true)
        {
            var decided = DecideRound(now, again);
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
                DecideWithoutWriting(now);
                break;
            }
        }

        if (gathering.OwesAftermath(state, log))
            await gathering.DoAftermathAsync(state, log, now);
        Volatile.Write(ref spoken, state);
        for (var i = 0; i < round.Count; i++)
            gathering.Speak(round[i], outcomes[i], now);
        round.Clear();
        outcomes.Clear();
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

    /// <summary>Decides every letter of the round against the state the ones before it left.</summary>
    private Round DecideRound(DateTimeOffset now, bool again)
    {
        outcomes.Clear();
        var (tentative, last) = (state, head);
        var bodies = new ArrayBufferWriter<byte>(256);
        var ends = new List<int>();
        var happened = new List<Happened<TEvent>>();
        var beside = new List<(string, ReadOnlyMemory<byte>)>();
        foreach (var letter in round)
        {
            if (!again)
                gathering.Receive(letter, tentative, now);
            if (letter.Command is null)
            {
                outcomes.Add(new(tentative, last, [], default));
                continue;
            }

            var decision = kind.Decide(tentative, letter.Command, now);
            tentative = decision.Base ?? tentative;
            beside.AddRange(decision.Beside);
            var first = happened.Count;
            foreach (var one in decision.Events)
            {
                var next = new Happened<TEvent>(++last, kind.EpochOf(tentative, one.Body), now, one.Op, one.Body);
                if (decision.After is null)
                    tentative = kind.Evolve(tentative, next);
                kind.Write(one.Body, bodies);
                ends.Add(bodies.WrittenCount);
                happened.Add(next);
            }

            tentative = decision.After ?? tentative;
            outcomes.Add(new(tentative, last, happened.GetRange(first, happened.Count - first), decision.Answer));
        }

        ReadOnlyMemory<byte>? secret = null;
        if (!ReferenceEquals(kind.SecretOf(tentative), kind.SecretOf(state)))
        {
            var document = new ArrayBufferWriter<byte>(256);
            kind.WriteSecret(tentative, document);
            secret = document.WrittenMemory;
        }

        var lines = new LoggedEvent[happened.Count];
        for (var i = 0; i < lines.Length; i++)
        {
            var one = happened[i];
            var start = i == 0 ? 0 : ends[i - 1];
            lines[i] = new(one.Seq, one.Epoch, one.At, one.Op, kind.TypeOf(one.Body), bodies.WrittenMemory[start..ends[i]]);
        }

        return new(tentative, last, new(head, lines, log.Secret.Version, secret), beside);
    }

    /// <summary>The store takes no writes: letters that would write are undone, the others are answered all the same.</summary>
    private void DecideWithoutWriting(DateTimeOffset now)
    {
        outcomes.Clear();
        var answered = new List<Letter<TCommand>>();
        foreach (var letter in round)
        {
            var decision = letter.Command is null ? null : kind.Decide(state, letter.Command, now);
            if (decision is not null && (decision.Base is not null || !decision.Events.IsEmpty))
            {
                gathering.Undo(letter, Undone.StoreRefuses);
                continue;
            }

            answered.Add(letter);
            outcomes.Add(new(state, head, [], decision is null ? default : decision.Answer));
        }

        round.Clear();
        round.AddRange(answered);
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
        if (happened.Count > 0)
            gathering.SpeakMissed(happened, state, head);
    }

    private void UndoAll(List<Letter<TCommand>> letters)
    {
        foreach (var letter in letters)
            gathering.Undo(letter, Undone.ChannelEnded);
        letters.Clear();
    }

    private void SetAlarm()
    {
        var due = gathering.WakeAt;
        if (due == wakeAt && due > around.Time.GetUtcNow())
            return;
        wakeAt = due;
        // Whole milliseconds, rounded up, as timers count them.
        var delay = due is { } at ? TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((at - around.Time.GetUtcNow()).TotalMilliseconds))) : Timeout.InfiniteTimeSpan;
        alarm.Change(delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Times are kept to the millisecond, as the log writes them, so that a state read back equals the state that was lived.</summary>
    private static DateTimeOffset Whole(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    private sealed record Round(TState State, long Head, Append Append, IReadOnlyList<(string Name, ReadOnlyMemory<byte> Content)> Beside)
    {
        public bool Nothing => Append.Events.Count == 0 && Append.SecretDocument is null && Beside.Count == 0;
    }
}
