using Rollcall.Core.Channels;

namespace Rollcall.Apps.Meets;

/// <summary>The new life of a meet that was restored from a backup. What desks know beyond it they are asked for one by one, as late answers (specification 7.6:
/// a cursor of an earlier epoch above its <c>throughSeq</c>). Pure.</summary>
public static class MeetRenewal
{
    /// <summary>What begins it; null for a meet that is being recovered anyway.</summary>
    public static NewLife<Meet, MeetEvent>? Begin(Meet meet, string epoch)
    {
        if (!meet.Exists || meet.Recovering is not null)
            return null;
        var began = RecoveryDeciding.Beginning(meet, epoch, meet.Epoch, highestBlock: 0, onlyAuthor: null);
        var next = meet.Auth is null ? meet : meet with { Auth = meet.Auth with { Epoch = epoch } };
        return new(next, began, new MeetEvent.Recovered(meet.Epoch, began.ThroughSeq, 0, began.NextBlock, Late: false));
    }
}
