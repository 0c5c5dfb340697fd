using Rollcall.Apps.Meets;
using Rollcall.Core.Channels;

namespace Rollcall.Tests.Support;

/// <summary>A letter whose sender waits for the answer.</summary>
internal sealed class Question : Letter<MeetCommand>
{
    private readonly TaskCompletionSource<MeetAnswer?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Question(MeetCommand? command) => Command = command;

    /// <summary>As the door does for a session that this node has not heard of yet.</summary>
    public bool Doubtful { get; init; }

    public override bool WantsFreshHead => Doubtful;

    /// <summary>The answer; null where there was no command. Fails with <see cref="UndoneException"/> where nothing was done.</summary>
    public Task<MeetAnswer?> Answer => answer.Task;

    public void Tell(MeetAnswer? told) => answer.SetResult(told);

    public void Undo(Undone why) => answer.SetException(new UndoneException(why));
}

internal sealed class UndoneException(Undone why) : Exception(why.ToString())
{
    public Undone Why { get; } = why;
}

/// <summary>A gathering that writes down everything it is to tell, as a member would hear it. Runs on the channel's loop; read it when the loop has nothing to do.</summary>
internal sealed class RecordingGathering : Gathering<Meet, MeetCommand, MeetEvent, MeetAnswer>
{
    /// <summary>The numbers of the events told, in the order they were told.</summary>
    public List<long> Heard { get; } = [];

    public List<ChannelEnd> Ends { get; } = [];

    /// <summary>Whether each letter was spoken of or undone, in order.</summary>
    public List<(Letter<MeetCommand> Letter, bool Undone)> Dealt { get; } = [];

    /// <summary>When it wants to be woken.</summary>
    public DateTimeOffset? Alarm { get; set; }

    public override DateTimeOffset? WakeAt => Alarm;

    public override int Members => Somebody ? 1 : 0;

    /// <summary>Whether somebody is in the channel, so that it is not parked.</summary>
    public bool Somebody { get; set; }

    public override void Speak(Letter<MeetCommand> letter, Outcome<Meet, MeetEvent, MeetAnswer> outcome, DateTimeOffset now)
    {
        Heard.AddRange(outcome.Events.Select(one => one.Seq));
        Dealt.Add((letter, false));
        if (letter is Tick<MeetCommand>)
            Alarm = null;
        (letter as Question)?.Tell(outcome.Answer);
    }

    public override void SpeakMissed(IReadOnlyList<Happened<MeetEvent>> missed, Meet state, long head) => Heard.AddRange(missed.Select(one => one.Seq));

    public override void Undo(Letter<MeetCommand> letter, Undone why)
    {
        Dealt.Add((letter, true));
        (letter as Question)?.Undo(why);
    }

    public override void End(ChannelEnd why) => Ends.Add(why);
}
