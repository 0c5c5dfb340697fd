using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Rollcall.Apps.Meets;
using Rollcall.Core.Channels;
using Rollcall.Core.Measuring;
using Rollcall.Core.Sessions;

namespace Rollcall.Server.Doors.Meets;

/// <summary>Lets people in: creates and restores meets, checks passwords and throttles guessing, before anything reaches a meet's loop. Any thread.</summary>
public sealed class MeetEntrance(MeetHouse house, PasswordRequirements requirements, PasswordGate passwords, Guessing guessing, Measures measures, ILogger<MeetEntrance> log)
{
    private static readonly MeetReply WrongCredentials = new MeetReply.JoinRejected("BAD_CREDENTIALS", "Wrong meet id or password.");
    private static readonly MeetReply BusyJoin = new MeetReply.JoinRejected("RETRY_LATER", "The server checks as many passwords as it can.", 1_000);

    /// <summary>Makes a meet, or makes a lost one again.</summary>
    public async ValueTask CreateAsync(MeetConversation from, MeetRequest.CreateMeet create)
    {
        if (Refusal(from, create) is { } refusal)
        {
            await from.SayAsync(refusal);
            return;
        }

        if (await passwords.HashAsync(create.Password, CancellationToken.None) is not { } hash)
        {
            guessing.Creates.Withdraw(from.Address);
            await from.SayAsync(Rejected("RETRY_LATER", "The server checks as many passwords as it can.", 1_000));
            return;
        }

        var proof = create.Restore?.SessionToken is { } token && house.Tokens.Read(token) is MeetClaims.OfSession { Role: MeetRole.Director } claims
            && MeetId.TryParse(create.Restore.MeetId, out var lost) && claims.Meet == lost ? claims : null;
        var id = proof?.Meet ?? house.FreshId();
        var here = create.Locations.First(one => Same(one.LocationName, create.ThisLocationName)).LocationName;
        var auth = new MeetAuth(hash.ToString(), create.Locations, here, 1, ImmutableDictionary.Create<string, MeetSession>(StringComparer.Ordinal), "", null);
        var now = house.Time.GetUtcNow();
        var secret = house.FreshSecret();
        // As with previousSessionToken: what the director sends again still counts as its own, so it does not conflict with what it said before the loss.
        var author = proof is not null && Same(proof.LocationName ?? "", here) ? proof.AuthorId : house.FreshAuthor();
        var session = new NewSession(MeetTokens.IdOf(secret), author, here, Writes: true, now);
        MeetCommand command = create.Restore is { } restore
            ? new MeetCommand.Restore(house.FreshEpoch(), restore.Epoch, proof?.Block ?? 0, proof is not null, auth, session)
            : new MeetCommand.Create(house.FreshEpoch(), auth, session);
        try
        {
            while (true)
            {
                var actor = (await house.Directory.FindAsync(MeetHouse.ChannelOf(id), create: true))!;
                if (await from.EnterAsync(actor, (member, spelling) => new(member, spelling, create.Watch)
                {
                    Command = command,
                    Seal = (admitted, epoch) => house.Tokens.Seal(id, secret, admitted, epoch, now),
                }))
                    break;
            }

            MeetDoorLog.Created(log, id.Digits);
        }
        catch (ChannelUnavailableException unavailable)
        {
            await from.SayAsync(Rejected("RETRY_LATER", unavailable.Message, 1_000));
        }
    }

    /// <summary>Lets somebody in who knows the password, or who has a view token.</summary>
    public async ValueTask JoinAsync(MeetConversation from, MeetRequest.JoinMeet join)
    {
        try
        {
            if (join.ProtocolVersion != MeetWire.ProtocolVersion)
                await from.SayAsync(new MeetReply.JoinRejected("UNSUPPORTED_VERSION", "This server speaks version 1."));
            else if (join.ViewToken is not null)
                await LookAsync(from, join);
            else if (await CheckAsync(from, join) is { } reply)
                await from.SayAsync(reply);
        }
        catch (ChannelUnavailableException unavailable)
        {
            await from.SayAsync(new MeetReply.JoinRejected("RETRY_LATER", unavailable.Message, 1_000));
        }
    }

    /// <summary>What of a change can be refused, or takes long, before it goes to the meet: a refusal, or the hash of a new password.</summary>
    public async ValueTask<(MeetReply? Refusal, string? PasswordHash)> PrepareAsync(MeetRequest.ManageMeet manage, MeetClaims claims)
    {
        if (claims is not MeetClaims.OfSession session || !await IsDirectorAsync(session))
            return (null, null);
        if (manage.Password is not { } password)
            return (null, null);
        if (requirements.Fault(password) is { } weak)
            return (new MeetReply.RequestRejected("ManageMeet", "WEAK_PASSWORD", weak), null);
        return await passwords.HashAsync(password, CancellationToken.None) is { } hash ? (null, hash.ToString())
            : (new MeetReply.RequestRejected("ManageMeet", "RETRY_LATER", "The server checks as many passwords as it can.", 1_000), null);
    }

    /// <summary>Whether a session is a director's as far as is known here; of one that nothing is known of, what its token says counts.</summary>
    private async ValueTask<bool> IsDirectorAsync(MeetClaims.OfSession claims)
    {
        if (await house.Directory.FindAsync(MeetHouse.ChannelOf(claims.Meet)) is not { State: { Auth: { } auth } meet })
            return false;
        var (session, code) = SessionRule.Find(meet, claims.SessionId, house.Time.GetUtcNow(), house.Rules);
        return session is not null ? auth.RoleOf(session) == MeetRole.Director : code == "UNKNOWN" && claims.Role == MeetRole.Director;
    }

    private MeetReply.RequestRejected? Refusal(MeetConversation from, MeetRequest.CreateMeet create)
    {
        if (create.ProtocolVersion != MeetWire.ProtocolVersion)
            return Rejected("UNSUPPORTED_VERSION", "This server speaks version 1.");
        if (house.Settings.CreateKey is { Length: > 0 } key
            && !CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(key)), SHA256.HashData(Encoding.UTF8.GetBytes(create.CreateKey ?? ""))))
            return Rejected("BAD_CREATE_KEY", "Making a meet here needs the operator's key.");
        if (LocationRule.Fault(create.Locations, house.Rules.MaxLocations) is { } fault)
            return Rejected("BAD_LOCATIONS", fault);
        if (!create.Locations.Any(one => Same(one.LocationName, create.ThisLocationName)))
            return Rejected("BAD_LOCATIONS", "This location is not among the locations.");
        if (requirements.Fault(create.Password) is { } weak)
            return Rejected("WEAK_PASSWORD", weak);
        if (house.CurrentMeets >= house.Settings.MaxCurrentMeets)
            return Rejected("SERVER_FULL", "This server has no place for another meet.");
        return guessing.Creates.Begin(from.Address) is { } wait ? Rejected("THROTTLED", "Too many meets were made from this address.", (int)wait.TotalMilliseconds) : null;
    }

    private async ValueTask LookAsync(MeetConversation from, MeetRequest.JoinMeet join)
    {
        if (house.Tokens.Read(join.ViewToken!) is not MeetClaims.OfView view || !MeetId.TryParse(join.MeetId, out var id) || id != view.Meet)
        {
            await from.SayAsync(WrongCredentials);
            return;
        }

        while (await house.Directory.FindAsync(MeetHouse.ChannelOf(id)) is { } actor)
        {
            if (await from.EnterAsync(actor, (member, spelling) => new(member, spelling, join.Watch) { View = (join.ViewToken!, view) }))
                return;
        }

        await from.SayAsync(new MeetReply.JoinRejected("MEET_LOST", "The server lost this meet; a director can restore it.", 5_000));
    }

    /// <summary>Checks a password and lets in; the answer is why not, or null if the meet answers.</summary>
    private async ValueTask<MeetReply?> CheckAsync(MeetConversation from, MeetRequest.JoinMeet join)
    {
        var known = MeetId.TryParse(join.MeetId, out var id);
        var subject = known ? id.Digits : "none";
        var actor = known ? await house.Directory.FindAsync(MeetHouse.ChannelOf(id)) : null;
        var auth = actor?.State.Auth;
        if (guessing.RetryAfter(from.Address, subject) is { } wait)
        {
            measures.AuthAttempt("meet_join", "throttled");
            MeetDoorLog.Throttled(log, subject);
            return new MeetReply.JoinRejected("THROTTLED", "Too many wrong passwords; wait a little.", (int)Math.Ceiling(wait.TotalMilliseconds));
        }

        var answer = auth is not null && PasswordHash.TryParse(auth.PasswordHash, out var hash)
            ? await passwords.VerifyAsync(join.Password!, hash, CancellationToken.None)
            : await passwords.VerifyNobodyAsync(join.Password!, CancellationToken.None);
        var right = answer == PasswordAnswer.Right && auth is not null;
        measures.AuthAttempt("meet_join", answer == PasswordAnswer.Busy ? "busy" : right ? "ok" : "failed");
        if (answer == PasswordAnswer.Busy)
            return BusyJoin;

        if (!right)
        {
            guessing.Fail(from.Address, subject);
            MeetDoorLog.WrongPassword(log, subject);
            return WrongCredentials;
        }

        guessing.Succeed(from.Address, subject);
        if (auth!.Find(join.LocationName) is null && (join.LocationName is not null || !join.ReadOnly))
            return new MeetReply.JoinRejected("UNKNOWN_LOCATION", "This meet has no such location.");
        await EnterAsync(from, join, id, auth.Find(join.LocationName)?.LocationName);
        return null;
    }

    private async ValueTask EnterAsync(MeetConversation from, MeetRequest.JoinMeet join, MeetId id, string? location)
    {
        var previous = join is { PreviousSessionToken: { Length: <= 512 } token, ReadOnly: false } && house.Tokens.Read(token) is MeetClaims.OfSession claims
            && claims.Meet == id && claims.Writes && location is not null && Same(claims.LocationName ?? "", location) ? claims : null;
        var (secret, now) = (house.FreshSecret(), house.Time.GetUtcNow());
        var session = new NewSession(MeetTokens.IdOf(secret), house.FreshAuthor(), location, !join.ReadOnly, now);
        while (await house.Directory.FindAsync(MeetHouse.ChannelOf(id)) is { } actor)
        {
            if (await from.EnterAsync(actor, (member, spelling) => new(member, spelling, join.Watch)
            {
                Command = new MeetCommand.Join(session, house.FreshEpoch(), previous?.SessionId, previous?.AuthorId, house.Settings.MaxSessions),
                Seal = (admitted, epoch) => house.Tokens.Seal(id, secret, admitted, epoch, now),
            }))
                return;
        }

        await from.SayAsync(WrongCredentials);
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static MeetReply.RequestRejected Rejected(string code, string reason, int? retryAfterMs = null) => new("CreateMeet", code, reason, retryAfterMs);
}
