using System.Text.Json.Nodes;
using Rollcall.Apps.Meets;
using Rollcall.Core.Channels;
using Rollcall.Core.Connections;
using Rollcall.Core.Measuring;

namespace Rollcall.Tests.Support.Meets;

/// <summary>A meet with its members, round by round: what falls into one round, and in which order, is the test's to say. No store, no sockets, no time passes.</summary>
internal sealed class GatheredMeet : IDisposable
{
    private static readonly byte[] Key = new byte[32];

    private readonly MeetKind kind = new(MeetRules.Default);
    private readonly MeetGathering gathering;
    private readonly Switchboard switchboard = ToldLine.Switchboard();
    private readonly Measures measures = new();
    private readonly List<GatheredDesk> desks = [];
    private readonly List<ToldLine> displays = [];
    private int epochs;

    /// <summary>Goes on from a state with nobody there.</summary>
    public GatheredMeet(Meet state)
    {
        State = state;
        var terms = new MeetTerms(500, 5_000, 512 << 10, 500, TimeSpan.Zero, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), 30);
        gathering = new(state.Id, new(terms, MeetRules.Default, new(Key), new(measures), new(new Nowhere(), "", Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance),
            () => $"new{++epochs}", () => 1_000));
    }

    public Meet State { get; private set; }

    public DateTimeOffset Now { get; set; } = new(2026, 3, 14, 10, 0, 0, TimeSpan.Zero);

    /// <summary>What its measures are made on.</summary>
    public System.Diagnostics.Metrics.Meter Meter => measures.Meter;

    /// <summary>A display that has come in with the view token and watches all platforms.</summary>
    public ToldLine Display()
    {
        var line = new ToldLine(switchboard);
        displays.Add(line);
        var claims = new MeetClaims.OfView(State.Id, State.Auth!.ViewGeneration);
        Round(new MeetLetter.Entering(new(line.Connection.Outbox, _ => { }, () => { }), Spelling.Canonical, null) { View = ("v1.", claims) });
        return line;
    }

    /// <summary>A connection that has said nothing yet.</summary>
    public GatheredDesk Connect(Seat seat, string joinedIn)
    {
        var desk = new GatheredDesk(seat, new(State.Id, seat.SessionId, seat.AuthorId, seat.LocationName, seat.Role, joinedIn, seat.Block, Now), new(switchboard));
        desks.Add(desk);
        return desk;
    }

    /// <summary>Decides letters together, and speaks when all are decided.</summary>
    public void Round(params Letter<MeetCommand>[] letters)
    {
        var outcomes = new List<Outcome<Meet, MeetEvent, MeetAnswer>>();
        foreach (var letter in letters)
        {
            gathering.Receive(letter, State, Now);
            outcomes.Add(letter.Command is { } command ? Decide(command) : new(State, State.Head, [], null));
        }

        for (var i = 0; i < letters.Length; i++)
            gathering.Speak(letters[i], outcomes[i], Now);
    }

    /// <summary>A round in which nobody says anything.</summary>
    public void Tick() => Round(new Tick<MeetCommand>());

    /// <summary>Another node changed what is kept beside the log.</summary>
    public void MissedSecret(Func<MeetAuth, MeetAuth> change)
    {
        State = State with { Auth = change(State.Auth!) };
        gathering.SpeakMissed([], State, State.Head);
    }

    /// <summary>A desk joins with the right password in place of an earlier session.</summary>
    public MeetLetter.Entering TakingOver(GatheredDesk desk) => new(desk.Member, Spelling.Canonical, Watch.OnlyUpdates)
    {
        Command = new MeetCommand.Join(new(MeetTokens.IdOf(Key), "fresh", desk.Seat.LocationName, true, Now), "unused", desk.Seat.SessionId, desk.Seat.AuthorId, 500),
        Seal = (admitted, epoch) =>
        {
            var made = new MeetTokens(Key).Seal(State.Id, Key, admitted, epoch, Now);
            desk.Claims = made.Claims;
            return made;
        },
    };

    public void Dispose()
    {
        desks.ForEach(desk => desk.Line.Dispose());
        displays.ForEach(line => line.Dispose());
        switchboard.Dispose();
        measures.Dispose();
    }

    private Outcome<Meet, MeetEvent, MeetAnswer> Decide(MeetCommand command)
    {
        var decision = kind.Decide(State, command, Now);
        State = decision.Base ?? State;
        var happened = new List<Happened<MeetEvent>>();
        foreach (var one in decision.Events)
        {
            happened.Add(new(State.Head + 1, kind.EpochOf(State, one.Body), Now, one.Op, one.Body));
            State = kind.Evolve(State, happened[^1]);
        }

        return new(State, State.Head, happened, decision.Answer);
    }

    private sealed class Nowhere : IHandOver
    {
        public ValueTask HandOverAsync(FiledResults results) => throw new InvalidOperationException("nothing is published here");

        public Delivery DeliveryOf(MeetId meet, DateTimeOffset publishedAt) => throw new InvalidOperationException("nothing is published here");
    }
}

/// <summary>One connection of a <see cref="GatheredMeet"/>: the letters of what it says, and what it was told.</summary>
internal sealed class GatheredDesk(Seat seat, MeetClaims.OfSession claims, ToldLine line)
{
    public Seat Seat => seat;

    /// <summary>What its token says.</summary>
    public MeetClaims.OfSession Claims { get; set; } = claims;

    public ToldLine Line => line;

    public MeetMember Member { get; } = new(line.Connection.Outbox, _ => { }, () => { });

    public MeetLetter Pull(string epoch, long cursor, Watch? watch = null) => Saying(new MeetRequest.ClientPull("s1", epoch, cursor, 500, watch));

    public MeetLetter Updates(string epoch, params ProposedUpdate[] updates) => Saying(new MeetRequest.UpdateInit("s1", epoch, [.. updates]));

    public MeetLetter Holds(string epoch, long cursor, params HeldItem[] items) => Saying(new MeetRequest.StateRecoveryResponse("s1", epoch, cursor, [.. items], WellFormed: true, Done: true));

    /// <summary>The names of all it was told so far.</summary>
    public IReadOnlyList<string> Told => [.. line.Everything().Select(one => one.Name)];

    /// <summary>The last thing of a kind it was told.</summary>
    public JsonObject Last(string name) => line.Everything().Last(one => one.Name == name).Fields;

    private MeetLetter.Heard Saying(MeetRequest.OfSession request) => new(Member, Spelling.Canonical, request, Claims, 64);
}
