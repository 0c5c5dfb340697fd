using System.Buffers;
using Rollcall.Core.Store;

namespace Rollcall.Core.Channels;

/// <summary>A round that is decided and not yet written.</summary>
/// <param name="State">After it.</param>
/// <param name="Head">The last event after it.</param>
/// <param name="Append">What is to be added.</param>
/// <param name="Beside">Documents to lie beside the log before.</param>
/// <param name="Outcomes">What became of each letter, in order.</param>
internal sealed record DecidedRound<TState, TEvent, TAnswer>(
    TState State, long Head, Append Append, IReadOnlyList<(string Name, ReadOnlyMemory<byte> Content)> Beside, IReadOnlyList<Outcome<TState, TEvent, TAnswer>> Outcomes)
    where TState : class
    where TEvent : class
{
    /// <summary>Whether nothing is to be written.</summary>
    public bool Nothing => Append.Events.Count == 0 && Append.SecretDocument is null && Beside.Count == 0;
}

/// <summary>Decides the letters of a round, each against the state that the ones before it left. Runs on the channel's loop; keeps nothing.</summary>
internal sealed class RoundDeciding<TState, TCommand, TEvent, TAnswer>(Kind<TState, TCommand, TEvent, TAnswer> kind, Gathering<TState, TCommand, TEvent, TAnswer> gathering)
    where TState : class
    where TCommand : class
    where TEvent : class
{
    /// <summary>Decides a round; <paramref name="again"/> where it was decided before and another writer was first, so that the letters have been received already.</summary>
    public DecidedRound<TState, TEvent, TAnswer> Decide(
        IReadOnlyList<Letter<TCommand>> round, TState state, long head, long secretVersion, DateTimeOffset now, bool again)
    {
        var (tentative, last) = (state, head);
        var outcomes = new List<Outcome<TState, TEvent, TAnswer>>(round.Count);
        var bodies = new ArrayBufferWriter<byte>(256);
        var ends = new List<int>();
        var happened = new List<Happened<TEvent>>();
        var more = new List<int>();
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
                more.Add(decision.Events.Length - 1 - (happened.Count - 1 - first));
            }

            tentative = decision.After ?? tentative;
            outcomes.Add(new(tentative, last, happened.GetRange(first, happened.Count - first), decision.Answer));
        }

        return new(tentative, last, new(head, Lines(happened, more, bodies.WrittenMemory, ends), secretVersion, ChangedSecret(state, tentative)), beside, outcomes);
    }

    /// <summary>The store takes no writes: letters that would write get no outcome, the others are answered all the same.</summary>
    public IReadOnlyList<Outcome<TState, TEvent, TAnswer>?> WithoutWriting(IReadOnlyList<Letter<TCommand>> round, TState state, long head, DateTimeOffset now)
    {
        var outcomes = new List<Outcome<TState, TEvent, TAnswer>?>(round.Count);
        foreach (var letter in round)
        {
            var decision = letter.Command is null ? null : kind.Decide(state, letter.Command, now);
            var writes = decision is not null && !decision.AnswerHoldsUnwritten && (decision.Base is not null || !decision.Events.IsEmpty);
            outcomes.Add(writes ? null : new(state, head, [], decision is null ? default : decision.Answer));
        }

        return outcomes;
    }

    private LoggedEvent[] Lines(List<Happened<TEvent>> happened, List<int> more, ReadOnlyMemory<byte> bodies, List<int> ends)
    {
        var lines = new LoggedEvent[happened.Count];
        for (var i = 0; i < lines.Length; i++)
        {
            var one = happened[i];
            lines[i] = new(one.Seq, one.Epoch, one.At, one.Op, kind.TypeOf(one.Body), bodies[(i == 0 ? 0 : ends[i - 1])..ends[i]], more[i]);
        }

        return lines;
    }

    private ReadOnlyMemory<byte>? ChangedSecret(TState before, TState after)
    {
        if (ReferenceEquals(kind.SecretOf(after), kind.SecretOf(before)))
            return null;
        var document = new ArrayBufferWriter<byte>(256);
        kind.WriteSecret(after, document);
        return document.WrittenMemory;
    }
}
