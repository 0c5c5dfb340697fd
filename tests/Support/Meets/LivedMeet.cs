using System.Buffers;
using System.Collections.Immutable;
using Rollcall.Apps.Meets;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;

namespace Rollcall.Tests.Support.Meets;

/// <summary>A meet lived through its rules alone, without loop, store or sockets. What happened is kept as it would lie in the log.</summary>
internal sealed class LivedMeet
{
    public static readonly MeetId Id = MeetId.Of(482_913_057);
    public static readonly ChannelName Channel = ChannelName.Of("meet", Id.Digits);

    private readonly MeetKind kind;
    private readonly Dictionary<string, Seat> seats = [];
    private int sessions;

    private LivedMeet(MeetRules rules) => (kind, State) = (new(rules), new(Id));

    /// <summary>A meet made by the first location, which all the others have joined.</summary>
    public static LivedMeet With(params IReadOnlyList<(string Name, int Priority)> locations) => With(MeetRules.Default, locations);

    public static LivedMeet With(MeetRules rules, params IReadOnlyList<(string Name, int Priority)> locations)
    {
        var meet = new LivedMeet(rules);
        var session = meet.NewSession(locations[0].Name, writes: true);
        var admitted = (MeetAnswer.Admitted)meet.Ask(new MeetCommand.Create("k3f9x2", Some.Auth(locations), session));
        meet.Seat(session, admitted);
        foreach (var (name, _) in locations.Skip(1))
            meet.Join(name);
        return meet;
    }

    public Meet State { get; private set; }

    public List<LoggedEvent> Log { get; } = [];

    public DateTimeOffset Now { get; set; } = new(2026, 3, 14, 10, 0, 0, TimeSpan.Zero);

    public Seat this[string location] => seats[location];

    /// <summary>What the last command made happen.</summary>
    public IReadOnlyList<MeetEvent> Events { get; private set; } = [];

    /// <summary>Decides a command and takes in what it comes to.</summary>
    public MeetAnswer Ask(MeetCommand command)
    {
        var decision = kind.Decide(State, command, Now);
        State = decision.Base ?? State;
        foreach (var one in decision.Events)
        {
            var body = new ArrayBufferWriter<byte>();
            kind.Write(one.Body, body);
            var happened = new Happened<MeetEvent>(Log.Count + 1, kind.EpochOf(State, one.Body), Now, one.Op, one.Body);
            Log.Add(new(happened.Seq, happened.Epoch, Now, one.Op, kind.TypeOf(one.Body), body.WrittenMemory));
            State = kind.Evolve(State, happened);
        }

        Events = [.. decision.Events.Select(one => one.Body)];
        return decision.Answer;
    }

    public Seat Join(string? location, bool writes = true, Seat? takesOver = null)
    {
        var session = NewSession(location, writes);
        return Seat(session, (MeetAnswer.Admitted)Ask(new MeetCommand.Join(session, "m81qz0", takesOver?.SessionId, takesOver?.AuthorId, 500)));
    }

    /// <summary>Sends one update and says what it was told.</summary>
    /// <param name="value">As JSON; null deletes.</param>
    /// <param name="seen">The number up to which the desk had been told everything; all of it if left out.</param>
    public Told Says(Seat seat, string key, string? value, long? seen = null, string? epoch = null, long? local = null)
    {
        var update = new ProposedUpdate(key, value is null ? null : Some.Value(value), local ?? seat.Next(), seen ?? State.Head);
        var judged = Send(seat, epoch ?? State.Epoch, update);
        return judged.Refused.IsEmpty ? new(judged.Accepted.Single().Number, null) : new(0, judged.Refused.Single().Refusal);
    }

    public Told Sets(Seat seat, string key, string value, long? seen = null) => Says(seat, key, value, seen);

    public Told Deletes(Seat seat, string key, long? seen = null) => Says(seat, key, null, seen);

    public MeetAnswer.Judged Send(Seat seat, string epoch, params ImmutableArray<ProposedUpdate> updates) =>
        (MeetAnswer.Judged)Ask(new MeetCommand.Update(seat.SessionId, epoch, updates));

    /// <summary>What stands at a key, as JSON; null if nothing does.</summary>
    public string? At(string key) => State.Content.ValueAt(Some.Key(key), out _)?.ToString();

    public IEnumerable<Conflict> Open => State.Conflicts.Values.Where(one => one.State == ConflictState.Open);

    /// <summary>The state as a restart reads it from the log.</summary>
    public Meet Replayed() => Log.Aggregate(new Meet(Id), (state, line) => kind.Evolve(state, Opening.Read(kind, line))) with { Auth = State.Auth };

    /// <summary>The state as a restart reads it from a snapshot and the log's lines after it.</summary>
    public Meet Restored(int snapshotAt)
    {
        var then = Log.Take(snapshotAt).Aggregate(new Meet(Id), (state, line) => kind.Evolve(state, Opening.Read(kind, line)));
        var body = new ArrayBufferWriter<byte>();
        kind.WriteSnapshot(then, body);
        var read = kind.ReadSnapshot(Channel, new(then.Head, then.Epoch, body.WrittenMemory)) ?? throw new InvalidOperationException("the snapshot is of no use");
        return Log.Skip(snapshotAt).Aggregate(read, (state, line) => kind.Evolve(state, Opening.Read(kind, line))) with { Auth = State.Auth };
    }

    /// <summary>Goes on from another state, as after a restart.</summary>
    public void GoOnFrom(Meet state) => State = state;

    /// <summary>The log from some number on is lost, and what lies beside it is not.</summary>
    public void LoseLogAfter(int seq)
    {
        Log.RemoveRange(seq, Log.Count - seq);
        State = Replayed();
    }

    private NewSession NewSession(string? location, bool writes)
    {
        sessions++;
        return new($"session-{sessions}", $"author-{sessions:D3}", location, writes, Now);
    }

    private Seat Seat(NewSession session, MeetAnswer.Admitted admitted)
    {
        var seat = new Seat(session.Id, admitted.AuthorId, admitted.LocationName ?? "", admitted.Role, admitted.Block);
        return seats[seat.LocationName] = seat;
    }
}

/// <summary>A desk's session.</summary>
internal sealed record Seat(string SessionId, string AuthorId, string LocationName, MeetRole Role, long? Block)
{
    private long last;

    public long Next() => ++last;
}

/// <summary>What a desk was told of one update.</summary>
internal sealed record Told(long Number, Refusal? Refusal)
{
    public string? Code => Refusal?.Code;
}
