using System.Buffers.Binary;
using System.Text.Json;
using Rollcall.Apps.Rooms;
using Rollcall.Core.Channels;

namespace Rollcall.Tests.Support.Rooms;

/// <summary>Somebody in a room on a stage: what they say, and what they have heard so far.</summary>
internal sealed class Guest(RoomStage stage, RoomMember member, Outbox outbox, FedLine line)
{
    public RoomMember Member => member;

    public string ConnectionId => member.ConnectionId;

    public Task SaysAsync(string text, string? id = null) => PostAsync(LivedRoom.Send(member.Who, text, id), id);

    public async Task PostAsync(RoomCommand command, string? id = null) =>
        await stage.Actor.PostAsync(new RoomLetter.Heard(member, id, null, 100) { Command = command });

    public async Task DoesAsync(RoomRequest request) => await stage.Actor.PostAsync(new RoomLetter.Heard(member, null, request, 100));

    public async Task LeavesAsync(bool saysGoodbye = false) => await stage.Actor.PostAsync(new RoomLetter.Leaving(member, saysGoodbye));

    /// <summary>All messages so far, once everything posted has been dealt with and written.</summary>
    public async Task<List<JsonElement>> HeardAsync() => [.. (await FramesAsync()).Where(frame => frame.Opcode == TestSocket.Text).Select(frame => JsonDocument.Parse(frame.Payload).RootElement)];

    /// <summary>The messages of one name: <c>chat</c>, or the event.</summary>
    public async Task<List<JsonElement>> HeardAsync(string name) => [.. (await HeardAsync()).Where(one => NameOf(one) == name)];

    /// <summary>The names of all messages so far.</summary>
    public async Task<List<string>> NamesAsync() => [.. (await HeardAsync()).Select(NameOf)];

    /// <summary>The numbers of all entries so far, in the order in which they came.</summary>
    public async Task<List<long>> EntriesAsync() => [.. (await HeardAsync()).Where(one => one.TryGetProperty("seq", out _)).Select(one => one.GetProperty("seq").GetInt64())];

    /// <summary>How it was closed; null while it is open.</summary>
    public async Task<(int Code, string Reason)?> ClosedAsync() =>
        (await FramesAsync()).FirstOrDefault(frame => frame.Opcode == TestSocket.Close) is { } close ? (close.CloseCode, close.CloseReason) : null;

    public static string NameOf(JsonElement message) =>
        message.GetProperty("data").TryGetProperty("event", out var name) ? name.GetString()! : message.GetProperty("type").GetString()!;

    private async Task<List<HeardFrame>> FramesAsync()
    {
        if (stage.Actor.IsOpen)
            await stage.SeeAsync();
        await outbox.DrainedAsync();
        // Who is closed is owed the close frame yet.
        while (outbox.OwedBytes > 0)
            await Task.Yield();
        return [.. Frames(line.Written)];
    }

    private static IEnumerable<HeardFrame> Frames(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var (length, head) = bytes[at + 1] switch
            {
                126 => (BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2)), 4),
                127 => ((int)BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(at + 2)), 10),
                var small => (small, 2),
            };
            yield return new(bytes[at] & 15, (bytes[at] & 128) != 0, bytes[(at + head)..(at + head + length)]);
            at += head + length;
        }
    }
}
