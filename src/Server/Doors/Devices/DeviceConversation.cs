using Rollcall.Apps.Devices;
using Rollcall.Core.Channels;
using Rollcall.Core.Connections;
using Rollcall.Server.Identity;

namespace Rollcall.Server.Doors.Devices;

/// <summary>What one connection says at the devices' door, message by message. Called by the connection's read loop only, but for <see cref="Expel"/>.</summary>
public sealed class DeviceConversation : IConversation
{
    private readonly DeviceHouse house;
    private readonly Actor<UserLog, UserCommand, UserEvent, UserAnswer> actor;
    private readonly DeviceMember member;
    private readonly long userId;
    private readonly ILogger log;

    /// <inheritdoc/>
    public string LastHeard { get; private set; } = "";

    /// <summary>Begins a conversation.</summary>
    /// <param name="house">What all devices share.</param>
    /// <param name="actor">The user's channel.</param>
    /// <param name="who">Whose device it is.</param>
    /// <param name="outbox">What the connection is owed.</param>
    /// <param name="log">Where the operator is told.</param>
    public DeviceConversation(DeviceHouse house, Actor<UserLog, UserCommand, UserEvent, UserAnswer> actor, WhoIs who, Outbox outbox, ILogger log)
    {
        (this.house, this.actor, this.log, userId) = (house, actor, log, who.UserId);
        member = new(house.FreshConnectionId(), who.DeviceId!.Value, who.SessionId, who.Handle, outbox);
    }

    /// <summary>Takes the device's place in the user's channel, from another connection that may hold it; false if the channel ended.</summary>
    public async ValueTask<bool> EnterAsync()
    {
        var entering = new UserLetter.Entering(member);
        return await actor.PostAsync(entering) && (await entering.Reply).Answer is not null;
    }

    /// <summary>The session ended: closes the connection with 1000 and the reason. Any thread; does not wait.</summary>
    public void Expel(string reason) => _ = ExpelAsync(reason);

    /// <inheritdoc/>
    public async ValueTask HearAsync(ReadOnlyMemory<byte> message)
    {
        // What a connection says after it was replaced has no effect.
        if (member.Outbox.IsClosing)
            return;
        var said = house.Wire.Read(message);
        LastHeard = NameOf(said);
        switch (said)
        {
            case ClientMessage.Ignored:
                return;
            case ClientMessage.Foreign foreign when house.Prefixes.Find(foreign.Prefix) is { } handler:
                await HandleAsync(handler, foreign);
                return;
            case ClientMessage.Foreign foreign:
                said = DeviceWire.Unknown(foreign.Type);
                break;
        }

        // If the channel ended it has closed this connection too.
        await actor.PostAsync(new UserLetter.Heard(member, said, message.Length));
    }

    /// <inheritdoc/>
    public void Answered(long pingedAt)
    {
        // If the mailbox is full the next ping will tell.
        if (member.AwaitsAnswer)
            actor.TryPost(new UserLetter.Answering(member, pingedAt));
    }

    /// <inheritdoc/>
    public void Ended(Ending ending) => _ = actor.PostAsync(new UserLetter.Leaving(member, ending)).AsTask();

    private async Task ExpelAsync(string reason)
    {
        if (!await actor.PostAsync(new UserLetter.Expelling(member, reason)))
            member.Outbox.Close(CloseCode.Done, reason);
    }

    private async ValueTask HandleAsync(PrefixHandler handler, ClientMessage.Foreign foreign)
    {
        try
        {
            await handler(new(userId, member.DeviceId, member.ConnectionId, foreign.Type, foreign.Payload, Say));
        }
#pragma warning disable CA1031 // Another application's bug is answered and logged; it ends neither this connection nor another.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            DeviceDoorLog.HandlerFailed(log, foreign.Prefix, bug);
            Say(new ServerMessage.Error("internal_error", "Something went wrong on our side; it has been logged."));
        }
    }

    private static string NameOf(ClientMessage said) => said switch
    {
        ClientMessage.Ping => "ping",
        ClientMessage.Watch => "presence.watch",
        ClientMessage.Ignored => "ignored",
        ClientMessage.Foreign => "foreign",
        // Its type is the peer's own word.
        ClientMessage.Fault or ClientMessage.PlaybackFault => "refused",
        ClientMessage.OfPlayer player => player.Type,
        _ => throw new InvalidOperationException($"no name for {said.GetType().Name}"),
    };

    private bool Say(ServerMessage message) => member.Outbox.Post(ServerWriting.Frame(message));
}
