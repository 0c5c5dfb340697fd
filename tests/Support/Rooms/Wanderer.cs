using System.Text.Json;

namespace Rollcall.Tests.Support.Rooms;

/// <summary>An entry as a member saw it.</summary>
internal sealed record SeenEntry(long Seq, string Id, string Type, string? ClientMsgId);

/// <summary>A member whose connection is lost now and then without a word; it comes back from its position each time.</summary>
internal static class Wanderer
{
    private static readonly string[] Always = ["type", "data", "room_id", "user_id", "timestamp"];
    private static readonly string[] Additions = ["id", "seq", "epoch", "client_msg_id"];

    /// <summary>Follows the room <c>lobby</c> from its first entry to <paramref name="last"/>; answers every entry in the order in which it came.</summary>
    public static async Task<List<SeenEntry>> FollowAsync(RoomServer server, long last, string handle, Random chance, int losses)
    {
        var (seen, epoch) = (new List<SeenEntry>(), default(string));
        while (seen.Count == 0 || seen[^1].Seq < last)
        {
            var position = seen.Count == 0 ? 0 : seen[^1].Seq;
            epoch ??= (await server.AskAsync(handle, "GET", "/api/rooms/lobby")).Body.GetProperty("position").GetProperty("epoch").GetString();
            using var line = await server.JoinAsync(handle, "lobby", $"since={position}&epoch={epoch}");
            var stay = losses-- > 0 ? chance.Next(5, 60) : int.MaxValue;
            for (var heard = 0; heard < stay && (seen.Count == 0 || seen[^1].Seq < last); heard++)
            {
                var message = await line.HearAsync() ?? throw new InvalidOperationException($"closed with {line.CloseCode} {line.CloseReason}");
                Check(message);
                if (message.TryGetProperty("seq", out var seq))
                    seen.Add(new(seq.GetInt64(), message.GetProperty("id").GetString()!, message.GetProperty("type").GetString()!, message.TryGetProperty("client_msg_id", out var id) ? id.GetString() : null));
            }
        }

        return seen;
    }

    /// <summary>One object with the five keys, and none but the four additions.</summary>
    private static void Check(JsonElement message)
    {
        var keys = message.EnumerateObject().Select(one => one.Name).ToList();
        if (!keys.Take(Always.Length).SequenceEqual(Always) || keys.Skip(Always.Length).Except(Additions).Any())
            throw new InvalidOperationException($"not a message of a room: {message.GetRawText()}");
    }
}
