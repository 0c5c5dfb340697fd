using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Rollcall.Apps.Meets;
using Rollcall.Apps.Meets.Opl;
using Rollcall.Apps.Meets.Views;
using Rollcall.Tests.Support.Scoring;
using Rollcall.Server.Hosting;

namespace Rollcall.Tests.Support;

/// <summary>All that a meet's server says, each message at least once with every optional part, as the code writes it.</summary>
internal static class SpokenReplies
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly MeetId Id = MeetId.Of(482_913_057);
    private static readonly MeetKey Lot = Key("registration.entries[20001].lot");
    private static readonly SyncedValue Nine = SyncedValue.Of(JsonElement.Parse("9"));
    private static readonly ImmutableArray<Location> Locations = [new("Head table", 10, Director: true)];
    private static readonly Standing Stands = new(Nine, 61, 10, "Head table", "q7Jm2xV0aLk");

    private static readonly IReadOnlyList<Item> Items =
    [
        new(Lot, Nine, 61, 0, null, 10, "Head table", "q7Jm2xV0aLk") { Overruled = [60] },
        new(Lot, Nine, 62, 0, null, 10, "Head table", "q7Jm2xV0aLk"),
        new(Key("registration.entries[20001]"), null, 63, 0, null, 10, "Head table", "q7Jm2xV0aLk"),
    ];

    /// <summary>The messages, canonical and flat.</summary>
    public static IEnumerable<string> Messages =>
        from reply in Replies
        from spelling in Enum.GetValues<Spelling>()
        select Encoding.UTF8.GetString(MeetWire.Write(reply, spelling));

    /// <summary>The bodies of answers over HTTP.</summary>
    public static async Task<IReadOnlyList<string>> BodiesAsync()
    {
        using var refusal = new MemoryStream();
        var context = new DefaultHttpContext();
        context.Response.Body = refusal;
        await new ErrorAnswer(401, "unauthorized", "A token of this meet is needed.").ExecuteAsync(context);
        return [Encoding.UTF8.GetString(refusal.ToArray()), Encoding.UTF8.GetString(MeetSummary.Write(new Meet(Id), 2, null, Now))];
    }

    private static IEnumerable<MeetReply> Replies =>
    [
        new MeetReply.Welcome(Created: true, Id, "s1.", "v1.", "Head table", 10, MeetRole.Director, "q7Jm2xV0aLk", "k3f9x2", 2, 1, Locations, Finished: false, 30, Now),
        new MeetReply.Welcome(Created: false, Id, "s1.", "v1.", "Head table", 10, MeetRole.Writer, "q7Jm2xV0aLk", "k3f9x2", 2, 1, Locations, Finished: false, 30, Now),
        new MeetReply.Welcome(Created: false, Id, "v1.", "v1.", null, null, MeetRole.Viewer, null, "k3f9x2", 2, null, null, Finished: false, 30, Now),
        new MeetReply.JoinRejected("BAD_CREDENTIALS", "No."),
        new MeetReply.JoinRejected("THROTTLED", "No.", 1_000),
        new MeetReply.JoinRejected("UNSUPPORTED_VERSION", "No."),
        new MeetReply.RequestRejected("CreateMeet", "WEAK_PASSWORD", "No."),
        new MeetReply.RequestRejected("CreateMeet", "RETRY_LATER", "No.", 1_000),
        new MeetReply.RequestRejected("CreateMeet", "UNSUPPORTED_VERSION", "No."),
        new MeetReply.UpdateAck([(1, 57)], 57),
        new MeetReply.UpdateAck([(1, 57)], null),
        new MeetReply.UpdateRejected([(1, new("CONFLICT", "No.", Stands)), (2, new("CONFLICT", "No.", Stands with { Value = null })), (3, new("BAD_KEY", "No."))], 57),
        new MeetReply.UpdateRejected([(1, new("BAD_KEY", "No."))], null),
        new MeetReply.UpdateRelay("k3f9x2", Items, 63),
        new MeetReply.ServerPull("k3f9x2", Items, 63, 64, More: true, Resync: false, Finished: false),
        new MeetReply.PublishAck(Id, DryRun: false, AlreadyPublished: false, "client", "00", new([new(4, "MeetName", Severity.Error, "NAME_HAS_YEAR", "No."), new(1, null, Severity.Warning, "PENDING_DESK", "No.")], [new(9, "a", "b"), new(10, null, "c"), new(11, "d", null)], 3), new("outbox", Now, null), Now),
        new MeetReply.PublishAck(Id, DryRun: true, AlreadyPublished: false, "client", "00", Inspection.Nothing, null, null),
        new MeetReply.MeetManaged(Locations, "v1.", 1),
        new MeetReply.ConflictNotice([new(62, Now, Lot, [new(Lot, Nine, "Desk 2", 5), new(Lot, null, "Desk 2", 5)], Stands, ConflictState.Open)]),
        new MeetReply.Presence([new("Desk 2", 5, 1, null), new("Desk 3", 5, 0, Now)], 2, 14),
        new MeetReply.PlatformView(Id, 1, "k3f9x2", 1204, Now, View),
        new MeetReply.StandingsChanged(Id, "k3f9x2", 1204),
        new MeetReply.ServerNotice("shutdown", "The server restarts.", 4_200),
        new MeetReply.ServerNotice("finished", "The meet is finished.", null),
        new MeetReply.StateRecoveryRequest(Id, "k3f9x2", 0, 500),
        new MeetReply.StateRecovered(Id, "m81qz0", "k3f9x2", 64, 52, 55),
        new MeetReply.Pong("now", Now),
        new MeetReply.Pong(null, Now),
        new MeetReply.MalformedMessage("No.", "updates"),
        new MeetReply.MalformedMessage("No.", null),
        new MeetReply.UnknownMessageType("UpdateInitt"),
        new MeetReply.InvalidSession("s1.", "EXPIRED"),
    ];

    private static byte[] View
    {
        get
        {
            var made = SmallMeet.Make();
            made.Set("registration.entries[1].squatStatus[2]", "0");
            made.Set("registration.entries[2].squatStatus[2]", "0");
            made.Set("live.platforms[1].clock", """{"running":true,"startedAt":"2026-03-14T11:20:12.000Z","remainingMs":60000,"lengthMs":60000}""");
            made.Set("live.platforms[1].lights.left", """{"decision":"good","cards":[],"at":"2026-03-14T11:20:20.000Z","entryId":1,"lift":"S","attempt":3}""");
            return PlatformViewJson.Write(PlatformView.Of(SmallMeet.Board(made), 1));
        }
    }

    private static MeetKey Key(string text) => MeetKey.TryParse(text, 200, out var key) ? key : throw new ArgumentException($"{text} is no key", nameof(text));
}
