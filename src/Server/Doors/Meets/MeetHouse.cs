using System.Buffers.Text;
using System.Security.Cryptography;
using Rollcall.Apps.Meets;
using Rollcall.Apps.Meets.Files;
using Rollcall.Core.Channels;
using Rollcall.Core.Sessions;
using Rollcall.Core.Store;

namespace Rollcall.Server.Doors.Meets;

/// <summary>Everything the meets of this server share: their directory, their tokens, their rules. Any thread may use it.</summary>
public sealed class MeetHouse : IAsyncDisposable
{
    private readonly IEventStore store;
    private readonly RandomNumberGenerator chance;

    /// <summary>Puts the application together.</summary>
    public MeetHouse(MeetSettings settings, IEventStore store, SigningKeys keys, IHandOver handOver, Actor<Meet, MeetCommand, MeetEvent, MeetAnswer>.Surroundings around,
        MeetMeasures measures, RandomNumberGenerator chance)
    {
        (this.store, this.chance, Settings, Time) = (store, chance, settings, around.Time);
        Tokens = new(keys.For("meet session"));
        Wire = new(settings.MaxJsonDepth, settings.MaxUpdatesPerBatch, settings.MaxKeyLength);
        Rules = new MeetRules(settings.MaxKeyLength, settings.MaxValueBytes, settings.MaxContentBytes, settings.MaxEntries, settings.OpenConflicts, settings.SessionDays, settings.RecoveryTokenDays)
        {
            MaxLocations = settings.MaxLocations,
            Scoring = new(settings.OpenlifterQuirks, settings.OpenlifterRelease),
        };
        Filing = new(handOver, settings.PublishTo, around.Log);
        var surroundings = new MeetSurroundings(MeetTerms.Of(settings), Rules, Tokens, measures, Filing, FreshEpoch, ComeBack) { Log = around.Log, End = around.End };
        Directory = new(store, new MeetKind(Rules), around, (name, _) => new MeetGathering(IdOf(name), surroundings));
    }

    /// <summary>The section of the configuration.</summary>
    public MeetSettings Settings { get; }

    /// <summary>The numbers meets are decided by.</summary>
    public MeetRules Rules { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>What is done with finished meets.</summary>
    public Filing Filing { get; }

    /// <summary>Makes and reads tokens.</summary>
    public MeetTokens Tokens { get; }

    /// <summary>The dialect.</summary>
    public MeetWire Wire { get; }

    /// <summary>The meets that live.</summary>
    public Directory<Meet, MeetCommand, MeetEvent, MeetAnswer> Directory { get; }

    /// <summary>The channel of a meet.</summary>
    public static ChannelName ChannelOf(MeetId id) => ChannelName.Of("meet", id.Digits);

    /// <summary>Whether anything is kept of a meet.</summary>
    public bool Knows(MeetId id) => store.Knows(ChannelOf(id));

    /// <summary>How many meets are not finished.</summary>
    public int CurrentMeets => store.List("meet").Count(one => !one.Archived);

    /// <summary>A meet id that is not in use, current or finished.</summary>
    public MeetId FreshId()
    {
        while (true)
        {
            var id = MeetId.Of(100_000_000 + (int)(BitConverter.ToUInt64(chance.Bytes(8)) % 900_000_000));
            if (!Knows(id))
                return id;
        }
    }

    /// <summary>A new author's id.</summary>
    public string FreshAuthor() => Base64Url.EncodeToString(chance.Bytes(8));

    /// <summary>The random part of a session token.</summary>
    public byte[] FreshSecret() => chance.Bytes(32);

    /// <summary>The name of a new life of a log.</summary>
    public string FreshEpoch() => EpochNames.Fresh(Time.GetUtcNow(), chance);

    /// <summary>Finishes what a crash interrupted: meets that are published but not filed. One that was not published after all is only looked at.</summary>
    public async Task FinishFilingAsync()
    {
        foreach (var (channel, archived) in store.List("meet").ToList())
        {
            if (archived || !store.HasBeside(channel, "opl.csv"))
                continue;
            try
            {
                // Opening does it.
                await Directory.FindAsync(channel);
            }
            catch (ChannelUnavailableException)
            {
                // Has been logged with its reason; health says that a meet cannot be opened.
            }
        }
    }

    /// <summary>The results file of a meet: the published one, or made now; null with what is missing.</summary>
    internal async ValueTask<(byte[]? Csv, string Missing)> ResultsOfAsync(Actor<Meet, MeetCommand, MeetEvent, MeetAnswer> actor)
    {
        if (actor.State.Published is not null && await actor.ReadBesideAsync("opl.csv") is { } published)
            return (published, "");
        var (csv, missing) = Publishing.Render(actor.State.Content, Rules.Scoring);
        return (csv, csv is null ? Publishing.Sentence(missing) : "");
    }

    /// <summary>A meet's content as <c>.openlifter</c> file.</summary>
    internal byte[] Export(Meet meet) => OpenLifterExport.Write(meet.Content, Rules.Scoring, OpenLifterExport.NextEntryId(new Random(BitConverter.ToInt32(chance.Bytes(4)))));

    /// <summary>Brings a file into a meet; no answer where that cannot be done just now.</summary>
    internal static async ValueTask<(MeetAnswer? Answer, long Head)> ImportAsync(Actor<Meet, MeetCommand, MeetEvent, MeetAnswer> actor, MeetCommand import, int size)
    {
        var letter = new MeetLetter.Importing(size) { Command = import };
        return await actor.PostAsync(letter) ? await letter.Done : (null, 0);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Directory.DisposeAsync();

    private static MeetId IdOf(ChannelName name) => MeetId.TryParse(name.Key, out var id) ? id : throw new ArgumentException($"{name} is not a meet", nameof(name));

    /// <summary>Everybody comes back within a few seconds, but not all at once.</summary>
    private int ComeBack() => 1_000 + BitConverter.ToUInt16(chance.Bytes(2)) % 4_000;
}
