using System.Text.Json;
using Rollcall.Apps.Queue;
using Rollcall.Core.Channels;

namespace Rollcall.Server.Doors.Queue.Operations;

/// <summary>What is to be told of a request, whatever the door.</summary>
internal abstract record Answering
{
    private Answering() { }

    /// <summary>It was done; this is its JSON value.</summary>
    /// <param name="Write">Writes it.</param>
    /// <param name="IsChange">Whether it was asked to change something; then <paramref name="LastSeq"/> means something.</param>
    /// <param name="LastSeq">The last event it caused; null where nothing changed.</param>
    /// <param name="IsRepeat">Whether it was done before, and this is the answer given then.</param>
    public sealed record Done(Action<Utf8JsonWriter> Write, bool IsChange = false, long? LastSeq = null, bool IsRepeat = false) : Answering;

    /// <summary>A file.</summary>
    public sealed record File(LookOutcome.Attachment Content) : Answering;

    /// <summary>No.</summary>
    public sealed record No(Refusal Why) : Answering;

    /// <summary>What is told of a letter that was (or was not) dealt with.</summary>
    public static Answering Of(QueueReply reply, OperationWork.Change change, Asker asker, OperationInput input) => reply switch
    {
        QueueReply.NotDealt { Why: Undone.StoreRefuses } => new No(Refusal.StoreRefuses),
        QueueReply.NotDealt => new No(Refusal.Unavailable),
        QueueReply.Dealt { Answer: QueueAnswer.Rejected no } => new No(new(no.Code, no.Sentence, no.RetryAfterMs)),
        QueueReply.Dealt dealt => new Done(
            json => change.Tell(json, new(dealt.Answer!, dealt.State, dealt.Now, asker.Door, input)), IsChange: true, dealt.LastSeq, dealt.IsRepeat),
        _ => throw new InvalidOperationException($"nobody knows what to tell of {reply.GetType().Name}"),
    };

    /// <summary>What is told of looking. The input's fault, if it has one, is to be asked for afterwards.</summary>
    public static Answering Of(LookOutcome outcome) => outcome switch
    {
        LookOutcome.Json json => new Done(json.Write),
        LookOutcome.Attachment file => new File(file),
        LookOutcome.No no => new No(no.Why),
        _ => throw new InvalidOperationException($"nobody knows what to tell of {outcome.GetType().Name}"),
    };
}
