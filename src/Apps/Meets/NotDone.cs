using Rollcall.Core.Channels;

namespace Rollcall.Apps.Meets;

/// <summary>What is told where a letter could not be dealt with, so that nothing of it was done. Owned by the meet's loop.</summary>
internal sealed class NotDone(Roster roster, Recoveries recoveries)
{
    private const string Reason = "The server cannot take this just now; nothing was done.";
    private const int AgainMs = 1_000;

    /// <summary>Tells whoever waits for an answer.</summary>
    public void Tell(Letter<MeetCommand> letter)
    {
        if (letter is MeetLetter one)
            recoveries.Arrived(one);
        switch (letter)
        {
            case MeetLetter.Heard heard:
                if (heard.Reception.Page == PageUse.Recovery)
                    recoveries.Forget(heard.From);
                Say(heard.From, heard.Spelling, new MeetReply.RequestRejected(heard.Request.Name, "RETRY_LATER", Reason, AgainMs));
                break;
            case Tick<MeetCommand>:
                recoveries.Again();
                break;
            case MeetLetter.Entering { Command: MeetCommand.Create or MeetCommand.Restore } entering:
                Say(entering.From, entering.Spelling, new MeetReply.RequestRejected("CreateMeet", "RETRY_LATER", Reason, AgainMs));
                break;
            case MeetLetter.Entering entering:
                Say(entering.From, entering.Spelling, new MeetReply.JoinRejected("RETRY_LATER", Reason, AgainMs));
                break;
            case MeetLetter.Saying saying:
                Say(saying.To, saying.Spelling, saying.Reply);
                break;
            case MeetLetter.Listening listening:
                listening.Answer(NotLetIn.Later);
                break;
            case MeetLetter.Looking looking:
                looking.Undo();
                break;
            case MeetLetter.Importing importing:
                importing.Answer(null, 0);
                break;
            case MeetLetter.Leaving leaving:
                leaving.Gone();
                break;
        }
    }

    private void Say(MeetMember member, Spelling spelling, MeetReply reply)
    {
        roster.Spell(member, spelling);
        member.Hear(reply);
    }
}
