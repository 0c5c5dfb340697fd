namespace Rollcall.Apps.Devices;

/// <summary>Commands from one device to another: forwarded once, acknowledged, and where the target can say so, answered once. Owned by the loop of the user's channel.</summary>
internal sealed class RemoteCommands(Roster roster, Players players)
{
    private const int MostUnanswered = 100;
    private const string Context = "playback.command";
    private static readonly TimeSpan ResultWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RememberFor = TimeSpan.FromSeconds(60);

    private readonly Dictionary<(long Sender, string Id), Forwarded> known = [];
    private readonly Queue<Forwarded> byAge = new();
    private readonly LinkedList<Forwarded> unanswered = new();

    /// <summary>When the next answer is overdue; null if none is awaited.</summary>
    public DateTimeOffset? WakeAt => unanswered.First?.Value.At + ResultWithin;

    /// <summary>A device asks another to do something.</summary>
    public void Hear(DeviceMember from, ClientMessage.Command command, DateTimeOffset now)
    {
        Forget(now);
        if (command.CommandId is { } repeated && known.TryGetValue((from.DeviceId, repeated), out var before))
        {
            before.Asker = from;
            from.Hear(before.Ack);
            if (before.Result is { } result)
                from.Hear(result);
            return;
        }

        if (roster.ListenerOf(command.TargetDeviceId) is not { } target)
        {
            Refuse(from, command, "device_not_found", $"Device {command.TargetDeviceId} is not connected.");
            return;
        }

        var expects = command.CommandId is not null && players.Of(target.DeviceId)!.Hello.AnswersCommands;
        if (expects && unanswered.Count(one => one.Sender == from.DeviceId) >= MostUnanswered)
            Refuse(from, command, "command_failed", $"{MostUnanswered} commands wait for their results already.");
        else if (!target.Hear(new ServerMessage.Command(command.Name, command.Payload, from.DeviceId, command.CommandId)))
            Refuse(from, command, "command_failed", $"Device {command.TargetDeviceId} does not read.");
        else if (command.CommandId is { } id)
            Remember(new(id, from, target, expects, now));
    }

    /// <summary>The target says what became of a command; dropped if nobody waits for it.</summary>
    public void Hear(DeviceMember from, ClientMessage.CommandResult result)
    {
        if (known.TryGetValue((result.SenderDeviceId, result.CommandId), out var forwarded) && forwarded.Target == from)
            End(forwarded, result.Ok ? "done" : "failed", result.Text, result.Data);
    }

    /// <summary>A connection is over: what it was asked for will not be answered.</summary>
    public void Ended(DeviceMember member)
    {
        foreach (var forwarded in unanswered.Where(one => one.Target == member).ToList())
            End(forwarded, "gone");
    }

    /// <summary>Ends what is overdue.</summary>
    public void Settle(DateTimeOffset now)
    {
        while (unanswered.First is { } oldest && oldest.Value.At + ResultWithin <= now)
            End(oldest.Value, "timeout");
        Forget(now);
    }

    private static void Refuse(DeviceMember from, ClientMessage.Command command, string code, string text) =>
        from.Hear(new ServerMessage.PlaybackError(code, text, Context, command.CommandId));

    private void Remember(Forwarded forwarded)
    {
        known[(forwarded.Sender, forwarded.Id)] = forwarded;
        byAge.Enqueue(forwarded);
        if (forwarded.Ack.ExpectsResult)
            forwarded.Waiting = unanswered.AddLast(forwarded);
        forwarded.Asker.Hear(forwarded.Ack);
    }

    private void End(Forwarded forwarded, string status, string? text = null, RawJson? data = null)
    {
        if (forwarded.Waiting is not { } waiting)
            return;
        unanswered.Remove(waiting);
        forwarded.Waiting = null;
        forwarded.Result = new(forwarded.Id, forwarded.Target.DeviceId, status, text, data);
        // Only to the connection that asked: a newer one of the same device asks again, and would hear it twice.
        if (roster.IsLive(forwarded.Asker))
            forwarded.Asker.Hear(forwarded.Result);
    }

    private void Forget(DateTimeOffset now)
    {
        while (byAge.TryPeek(out var oldest) && oldest.At + RememberFor <= now)
        {
            byAge.Dequeue();
            known.Remove((oldest.Sender, oldest.Id));
        }
    }

    private sealed class Forwarded(string id, DeviceMember asker, DeviceMember target, bool expectsResult, DateTimeOffset at)
    {
        public string Id { get; } = id;

        public long Sender { get; } = asker.DeviceId;

        public DeviceMember Target { get; } = target;

        public DateTimeOffset At { get; } = at;

        public ServerMessage.CommandAck Ack { get; } = new(id, target.DeviceId, expectsResult);

        /// <summary>The connection that asked last.</summary>
        public DeviceMember Asker { get; set; } = asker;

        /// <summary>Its place among those that wait; null if it does not wait (any more).</summary>
        public LinkedListNode<Forwarded>? Waiting { get; set; }

        public ServerMessage.CommandResult? Result { get; set; }
    }
}
