using Rollcall.Apps.Rooms;
using Rollcall.Core.Channels;

namespace Rollcall.Server.Doors.Rooms;

/// <summary>Takes away the roles of accounts that are no more, in every room. What cannot be done, as in a room whose disk is full, is tried again until it is. Any
/// thread.</summary>
/// <param name="house">The rooms.</param>
/// <param name="exists">Whether there is an account of a number.</param>
public sealed class DeletedAccounts(RoomHouse house, Func<long, bool> exists)
{
    // At the start too: a server may have ended between the account's end and that of its roles.
    private volatile bool isOwed = true;

    /// <summary>An account was deleted.</summary>
    public void Note() => isOwed = true;

    /// <summary>Does what is owed.</summary>
    public async Task DropAsync()
    {
        if (!isOwed)
            return;
        isOwed = false;
        var isDone = true;
        foreach (var card in house.Register.InOrder)
        {
            foreach (var user in card.Members.Keys.Where(user => !exists(user)))
                isDone &= await TryDropAsync(card.Id, user);
        }

        // A room that cannot be opened may hold roles nobody knows of.
        if (!isDone || house.Failed > 0)
            isOwed = true;
    }

    private async ValueTask<bool> TryDropAsync(string id, long user)
    {
        try
        {
            if (await house.FindAsync(id) is not { } actor)
                return true;
            var asking = new RoomLetter.Asking(new RoomCommand.DropAccount(Person.Server, user));
            return await actor.PostAsync(asking) && await asking.Answer is { Answer: not RoomAnswer.Rejected { Code: "storage_unavailable" } };
        }
        catch (ChannelUnavailableException)
        {
            // Has been logged with its reason.
            return false;
        }
    }
}
