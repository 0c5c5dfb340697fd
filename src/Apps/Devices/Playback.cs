namespace Rollcall.Apps.Devices;

/// <summary>Everything under <c>playback.</c>: who plays what, commands, hand-overs. Owned by the loop of the user's channel.</summary>
internal sealed class Playback(long userId, Roster roster, UserSurroundings around)
{
    /// <summary>Who plays what.</summary>
    public Players Players { get; } = new(userId, roster, around);

    private RemoteCommands Commands => field ??= new(roster, Players);

    private HandOvers HandOvers => field ??= new(roster, Players);

    /// <summary>When something is due by itself; null for never.</summary>
    public DateTimeOffset? WakeAt => new[] { Players.WakeAt, Commands.WakeAt, HandOvers.WakeAt }.Min();

    /// <summary>A connection said something.</summary>
    public void Hear(DeviceMember from, ClientMessage.OfPlayer message, DateTimeOffset now)
    {
        if (!from.IsListening && message is not ClientMessage.Hello)
        {
            from.Hear(Refused(message) with { Code = "invalid_message", Text = "Say playback.hello first." });
            return;
        }

        switch (message)
        {
            case ClientMessage.Hello hello:
                Players.Hear(from, hello, now);
                break;
            case ClientMessage.State state:
                Players.Hear(from, state.Playback, now);
                break;
            case ClientMessage.QueueUpdate update:
                Players.Hear(from, update.Queue);
                break;
            case ClientMessage.QueueRequest request:
                Players.Hear(from, request);
                break;
            case ClientMessage.Command command:
                Commands.Hear(from, command, now);
                break;
            case ClientMessage.CommandResult result:
                Commands.Hear(from, result);
                break;
            case ClientMessage.HandOver ask:
                HandOvers.Hear(from, ask, now);
                break;
            case ClientMessage.HandOverReady ready:
                HandOvers.Hear(from, ready, now);
                break;
            case ClientMessage.HandOverTaken taken:
                HandOvers.Hear(from, taken, now);
                break;
            case ClientMessage.HandOverRefused refused:
                HandOvers.Hear(from, refused, now);
                break;
            case ClientMessage.PlaybackFault:
                from.Hear(Refused(message));
                break;
            default:
                throw new InvalidOperationException($"Nothing is done about {message.GetType().Name}");
        }
    }

    /// <summary>A connection is over or was replaced; its device may come back within the grace period.</summary>
    public void Ended(DeviceMember member, DateTimeOffset now)
    {
        Commands.Ended(member);
        HandOvers.Ended(member.DeviceId, now);
        Players.Lose(member.DeviceId, now);
    }

    /// <summary>Does what is due.</summary>
    public void Settle(DateTimeOffset now)
    {
        Commands.Settle(now);
        HandOvers.Settle(now);
        Players.Settle(now);
    }

    private static ServerMessage.PlaybackError Refused(ClientMessage.OfPlayer message) => message switch
    {
        ClientMessage.PlaybackFault fault => new(fault.Code, fault.Text, fault.Type, fault.CommandId, fault.HandOverId),
        ClientMessage.Command command => new("invalid_message", "", command.Type, command.CommandId),
        ClientMessage.CommandResult result => new("invalid_message", "", result.Type, result.CommandId),
        ClientMessage.HandOver ask => new("invalid_message", "", ask.Type, null, ask.Id),
        ClientMessage.HandOverReady ready => new("invalid_message", "", ready.Type, null, ready.Id),
        ClientMessage.HandOverTaken taken => new("invalid_message", "", taken.Type, null, taken.Id),
        ClientMessage.HandOverRefused refused => new("invalid_message", "", refused.Type, null, refused.Id),
        _ => new("invalid_message", "", message.Type),
    };
}
