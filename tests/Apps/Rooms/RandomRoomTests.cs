using FsCheck;
using FsCheck.Fluent;
using Rollcall.Apps.Rooms;
using Rollcall.Tests.Support.Rooms;
using Xunit;
using static Rollcall.Tests.Support.Rooms.LivedRoom;

namespace Rollcall.Tests.Apps.Rooms;

public class RandomRoomTests
{
    private static readonly Person[] Everybody = [Anna, Ben, Cleo, Dora, Root];

    /// <summary>Whatever happens: read back from the log, or from a snapshot taken anywhere, the room is the same, and it has an owner.</summary>
    [Fact]
    public void A_room_read_back_is_the_room_that_was_lived()
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var room = Live(seed, 60);
            var lived = Text(room.State);
            Assert.Equal(lived, Text(room.Replayed()));
            Assert.Equal(lived, Text(room.Replayed(new Random(seed).Next(1, room.Log.Count + 1))));
            // rooms P19
            Assert.Contains(room.State.Members.Values, member => member.Role == RoomRole.Owner);
            Assert.Equal(Enumerable.Range(1, room.Log.Count).Select(seq => (long)seq), room.Log.Select(line => line.Seq));
        }).QuickCheckThrowOnFailure();
    }

    private static LivedRoom Live(int seed, int steps)
    {
        var chance = new Random(seed);
        var room = Made(info: LivedRoom.Info with { IsPrivate = chance.Next(2) == 0, Retention = new(chance.Next(1, 40), chance.Next(2) == 0 ? 60 : null) });
        var sent = new List<SentMessage>();
        for (var i = 0; i < steps; i++)
        {
            room.Now += TimeSpan.FromMilliseconds(chance.Next(5_000));
            var (by, target) = (Everybody[chance.Next(5)], Everybody[chance.Next(5)]);
            var id = chance.Next(3) == 0 ? $"id-{chance.Next(10)}" : null;
            var message = sent.Count > 0 ? sent[chance.Next(sent.Count)] : null;
            var answer = room.Ask(chance.Next(10) switch
            {
                < 4 => Send(by, $"text {i} \"ä\u2028", id),
                4 => Edit(by, message, $"edit {i}", id),
                5 => new RoomCommand.Delete(by, id, message),
                6 => new RoomCommand.SetRole(by, target, chance.Next(5) is var role and < 4 ? (RoomRole)role : null),
                7 => new RoomCommand.Moderate(by, (ModerationAction)chance.Next(5), target, chance.Next(2) == 0 ? room.Now.AddSeconds(9) : null, "spam"),
                8 => chance.Next(2) == 0 ? new RoomCommand.CreateInvite(by, $"i{i}", $"h{chance.Next(3)}", RoomRole.Member, 2, room.Now.AddSeconds(20)) : new RoomCommand.AcceptInvite(by, $"h{chance.Next(3)}"),
                _ => new RoomCommand.Change(by, room.State.Version, new(IsPrivate: chance.Next(2) == 0, Metadata: $"{{\"n\":{i}}}", Retention: new(chance.Next(1, 40), null))),
            });
            if (answer is RoomAnswer.Done { Duplicate: false } done && room.Events is [RoomEvent.Posted])
                sent.Add(new(done.Seq, by.UserId, "text", done.At));
        }

        return room;
    }
}
