using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Apps.Meets;
using Rollcall.Core.Channels;
using Rollcall.Core.Cluster;
using Rollcall.Core.Measuring;
using Rollcall.Core.Sessions;
using Rollcall.Server.Doors.Meets;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Answers come in the order of the messages, to the end of a meet's loop.</summary>
public sealed class OrderOfAnswersTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Measures measures = new();
    private readonly RandomNumberGenerator chance = RandomNumberGenerator.Create();

    public void Dispose()
    {
        chance.Dispose();
        measures.Dispose();
        folder.Dispose();
    }

    // meets P5
    [Fact]
    public async Task What_is_said_while_the_server_shuts_down_is_not_answered_before_what_was_said_earlier()
    {
        var store = new MemoryStore();
        using var bus = new OneNode();
        using var switchboard = ToldLine.Switchboard();
        using var line = new ToldLine(switchboard);
        using var passwords = new PasswordGate(new() { Cost = new(4, 1, 1) }, chance, TimeProvider.System);
        await using var house = new MeetHouse(MeetServer.Roomy, store, SigningKeys.LoadOrCreate(folder.File("keys"), chance), new Nowhere(),
            new(TimeProvider.System, bus, NullLogger.Instance, RoundObserver.None), new(measures), chance);
        var entrance = new MeetEntrance(house, new(), passwords, new(100, TimeProvider.System), measures, NullLogger<MeetEntrance>.Instance);
        var talk = new MeetConversation(line.Connection, house, entrance, "here");
        await talk.HearAsync(Message("CreateMeet", Create(Locations())));
        await house.Directory.Live.Single().ParkAsync();
        var created = line.Everything().Single(one => one.Name == "MeetCreated").Fields;

        var (reached, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        store.BeforeAppend = async _ =>
        {
            reached.TrySetResult();
            await goOn.Task;
        };
        await talk.HearAsync(Update("x", 1));
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var ending = house.DisposeAsync().AsTask();
        var second = talk.HearAsync(Update("y", 2)).AsTask();
        var early = line.Everything();
        goOn.SetResult();
        Assert.DoesNotContain(early, one => one.Name == "RequestRejected");
        await second.WaitAsync(TimeSpan.FromSeconds(30));
        await ending.WaitAsync(TimeSpan.FromSeconds(30));
        // What was not decided is not answered: the close says that the client has to come back.
        Assert.Equal(["MeetCreated", "UpdateAck", "ServerNotice", "close"], line.Everything().Select(one => one.Name));

        ReadOnlyMemory<byte> Update(string value, long local)
        {
            var batch = Batch((string)created["epoch"]!, Set("meet.name", value, local, 2));
            batch["sessionToken"] = (string)created["sessionToken"]!;
            return Message("UpdateInit", batch);
        }
    }

    private static ReadOnlyMemory<byte> Message(string name, JsonObject fields) => Encoding.UTF8.GetBytes(Envelope.Write(name, fields, Wording.Canonical));

    private sealed class Nowhere : IHandOver
    {
        public ValueTask HandOverAsync(FiledResults results) => throw new InvalidOperationException("nothing is published here");

        public Delivery DeliveryOf(MeetId meet, DateTimeOffset publishedAt) => throw new InvalidOperationException("nothing is published here");
    }
}
