namespace Rollcall.Apps.Devices;

/// <summary>Hands playback over from one device to another, one at a time: says what a <see cref="HandOver"/> decides, and remembers how the last ones ended.
/// Owned by the loop of the user's channel.</summary>
internal sealed class HandOvers(Roster roster, Players players)
{
    private const string Context = "playback.handover";
    private static readonly TimeSpan RememberFor = TimeSpan.FromSeconds(60);

    private readonly Dictionary<(long Asker, string Id), HandOver> over = [];
    private HandOver? current;

    /// <summary>When a wait ends; null while nothing is handed over.</summary>
    public DateTimeOffset? WakeAt => current?.Until;

    /// <summary>Somebody asks for a hand-over.</summary>
    public void Hear(DeviceMember from, ClientMessage.HandOver ask, DateTimeOffset now)
    {
        Forget(now);
        if (current is { } running && (running.Asker, running.Id) == (from.DeviceId, ask.Id))
        {
            from.Hear(running.Told);
            return;
        }

        if (over.TryGetValue((from.DeviceId, ask.Id), out var ended))
        {
            from.Hear(ended.Told);
            return;
        }

        if (Refusal(ask) is (var code, var text))
        {
            from.Hear(new ServerMessage.PlaybackError(code, text, Context, HandOverId: ask.Id));
            return;
        }

        var source = players.Of(ask.Source)!;
        var play = ask.Play ?? source.State!.IsPlaying;
        Do(source.AwaySince is null
            ? HandOver.Begin(ask.Id, from.DeviceId, ask.Source, ask.Target, play, now)
            : HandOver.BeginWithout(ask.Id, from.DeviceId, ask.Source, ask.Target, play, new(source.State!.Later(now - source.StateAt), source.Queue ?? QueueContent.Empty), now), now);
    }

    /// <summary>The source lets go.</summary>
    public void Hear(DeviceMember from, ClientMessage.HandOverReady ready, DateTimeOffset now) =>
        Do(from, ready.Id, "playback.handover_ready", current?.Ready(from.DeviceId, ready.Released, now), now);

    /// <summary>The target has it.</summary>
    public void Hear(DeviceMember from, ClientMessage.HandOverTaken taken, DateTimeOffset now) =>
        Do(from, taken.Id, "playback.handover_taken", current?.Taken(from.DeviceId, now), now);

    /// <summary>Source or target cannot.</summary>
    public void Hear(DeviceMember from, ClientMessage.HandOverRefused refused, DateTimeOffset now) =>
        Do(from, refused.Id, "playback.handover_refused", current?.Refused(from.DeviceId, now), now);

    /// <summary>A device's connection ended.</summary>
    public void Ended(long deviceId, DateTimeOffset now)
    {
        if (current?.Gone(deviceId, now) is { } step)
            Do(step, now);
    }

    /// <summary>Ends a wait that is over.</summary>
    public void Settle(DateTimeOffset now)
    {
        if (current?.Expire(now) is { } step)
            Do(step, now);
        Forget(now);
    }

    private (string Code, string Text)? Refusal(ClientMessage.HandOver ask)
    {
        if (ask.Source == ask.Target)
            return ("invalid_message", "Source and target are the same device.");
        if (roster.ListenerOf(ask.Target) is null)
            return ("device_not_found", $"Device {ask.Target} is not connected.");
        if (players.Of(ask.Source) is not { } source)
            return ("device_not_found", $"Device {ask.Source} is not a player.");
        if (!players.Of(ask.Target)!.Hello.HandsOver)
            return ("not_supported", $"Device {ask.Target} does not know hand-over.");
        if (source.AwaySince is null && !source.Hello.HandsOver)
            return ("not_supported", $"Device {ask.Source} does not know hand-over.");
        if (source.State is null)
            return ("nothing_playing", $"Device {ask.Source} plays nothing.");
        return current is null ? null : ("handover_in_progress", "Another hand-over is in progress.");
    }

    private void Do(DeviceMember from, string id, string context, HandOverStep? step, DateTimeOffset now)
    {
        if (step is not null && current!.Id == id)
            Do(step, now);
        else
            from.Hear(new ServerMessage.PlaybackError("handover_unknown", "There is no such hand-over, it is over, or it is not your turn.", context, HandOverId: id));
    }

    private void Do(HandOverStep step, DateTimeOffset now)
    {
        current = step.Next.IsOver ? null : step.Next;
        if (step.Next.IsOver)
            over[(step.Next.Asker, step.Next.Id)] = step.Next;
        foreach (var (device, message) in step.Says)
            roster.ListenerOf(device)?.Hear(message);
        if (step.Next.Stage == HandOverStage.Done)
            players.HandedOver(step.Next.Source, now);
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var key in over.Where(one => one.Value.Until + RememberFor <= now).Select(one => one.Key).ToList())
            over.Remove(key);
    }
}
