using Rollcall.Apps.Meets;
using Rollcall.Core.Channels;
using Rollcall.Core.Connections;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Meets;

/// <summary>What one connection says at the meets' door, message by message: who is it, to which meet does it go. Called by the connection's read loop
/// only, but for what the meet's loop calls back when a session is attached.</summary>
public sealed class MeetConversation : IConversation
{
    private const string TooManyTokens = "too many tokens that do not hold";

    private static readonly TimeSpan StrikeWindow = TimeSpan.FromSeconds(60);

    private readonly Connection connection;
    private readonly MeetHouse house;
    private readonly MeetEntrance entrance;
    private readonly Strikes malformed;
    private readonly Strikes invalid;

    // The read loop's.
    private Spelling spelling;
    private string? lastHeard;
    private Place? place;
    private (string Token, MeetClaims? Claims) lastToken = ("", null);

    /// <summary>Begins a conversation.</summary>
    /// <param name="connection">With whom.</param>
    /// <param name="house">The meets.</param>
    /// <param name="entrance">Lets people in.</param>
    /// <param name="address">Where they are, for what is counted per address.</param>
    public MeetConversation(Connection connection, MeetHouse house, MeetEntrance entrance, string address)
    {
        (this.connection, this.house, this.entrance, Address) = (connection, house, entrance, address);
        malformed = new(20, StrikeWindow, house.Time);
        invalid = new(10, StrikeWindow, house.Time);
    }

    /// <summary>Where the client is.</summary>
    public string Address { get; }

    /// <inheritdoc/>
    public string LastHeard => lastHeard ?? "malformed";

    /// <inheritdoc/>
    public async ValueTask HearAsync(ReadOnlyMemory<byte> message)
    {
        var heard = house.Wire.Read(message);
        spelling = heard.Spelling ?? spelling;
        lastHeard = heard.Request?.Name;
        switch (heard.Request)
        {
            case null:
                await SayAsync(heard.Fault!);
                if (heard.Fault is MeetReply.MalformedMessage && malformed.Strike())
                    await SendAwayAsync(CloseCode.PolicyViolation, "too many malformed messages");
                break;
            case MeetRequest.Ping ping:
                await SayAsync(new MeetReply.Pong(ping.SentAt, house.Time.GetUtcNow()));
                break;
            case MeetRequest.CreateMeet create:
                await entrance.CreateAsync(this, create);
                break;
            case MeetRequest.JoinMeet join:
                await entrance.JoinAsync(this, join);
                break;
            case MeetRequest.OfSession request:
                await HearAsync(request, message.Length);
                break;
        }
    }

    /// <inheritdoc/>
    public void Ended(Ending ending) => _ = LeaveAsync();

    /// <summary>Says something behind the answers to what was said before.</summary>
    public async ValueTask SayAsync(MeetReply reply)
    {
        if (place is { } here)
        {
            if (await here.Actor.PostAsync(new MeetLetter.Saying(here.Member, spelling, reply)))
                return;
            // It takes nothing more, but may still be answering what was said before.
            await here.Actor.Ended;
        }

        connection.Outbox.Post(SharedFrame.Text(MeetWire.Write(reply, spelling)));
    }

    /// <summary>Goes to a meet with a letter that lets in; false if the meet's loop ended meanwhile.</summary>
    public async ValueTask<bool> EnterAsync(Actor<Meet, MeetCommand, MeetEvent, MeetAnswer> actor, Func<MeetMember, Spelling, MeetLetter.Entering> letter)
    {
        var here = await GoToAsync(actor);
        return await actor.PostAsync(letter(here.Member, spelling));
    }

    private async ValueTask HearAsync(MeetRequest.OfSession request, int size)
    {
        if (request.SessionToken != lastToken.Token)
            lastToken = (request.SessionToken, house.Tokens.Read(request.SessionToken));
        if (lastToken.Claims is not { } claims)
        {
            await SayAsync(new MeetReply.InvalidSession(request.SessionToken, "UNKNOWN"));
            if (invalid.Strike())
                await SendAwayAsync(CloseCode.NotAuthenticated, TooManyTokens);
            return;
        }

        try
        {
            string? newPassword = null;
            if (request is MeetRequest.ManageMeet manage)
            {
                var (refusal, hash) = await entrance.PrepareAsync(manage, claims);
                if (refusal is not null)
                {
                    await SayAsync(refusal);
                    return;
                }

                newPassword = hash;
            }

            while (await house.Directory.FindAsync(MeetHouse.ChannelOf(claims.Meet)) is { } actor)
            {
                var here = await GoToAsync(actor);
                var letter = new MeetLetter.Heard(here.Member, spelling, request, claims, size)
                {
                    NewPasswordHash = newPassword,
                    Doubtful = IsDoubtful(request, claims, actor.State),
                };
                if (await actor.PostAsync(letter))
                    return;
            }

            await SayAsync(new MeetReply.RequestRejected(request.Name, "MEET_LOST", "The server lost this meet; a director can restore it.", 5_000));
        }
        catch (ChannelUnavailableException unavailable)
        {
            await SayAsync(new MeetReply.RequestRejected(request.Name, "RETRY_LATER", unavailable.Message, 1_000));
        }
    }

    /// <summary>A cursor beyond the head, or a session of which nothing is known: another node may know better.</summary>
    private static bool IsDoubtful(MeetRequest.OfSession request, MeetClaims claims, Meet meet) =>
        (request is MeetRequest.ClientPull pull && pull.LastServerSeq > meet.Head)
        || (claims is MeetClaims.OfSession session && meet.Auth?.Sessions.ContainsKey(session.SessionId) != true);

    /// <summary>The connection's place in a meet; leaves the one it was in before, once everything said there is answered.</summary>
    private async ValueTask<Place> GoToAsync(Actor<Meet, MeetCommand, MeetEvent, MeetAnswer> actor)
    {
        if (place is { } here && here.Actor == actor)
            return here;
        await LeaveAsync();
        var member = new MeetMember(connection.Outbox, Attached, StrikeInvalid);
        place = new(actor, member);
        return place;
    }

    private async Task LeaveAsync()
    {
        if (place is not { } before)
            return;
        place = null;
        var leaving = new MeetLetter.Leaving(before.Member);
        await (await before.Actor.PostAsync(leaving) ? leaving.Done : before.Actor.Ended);
    }

    /// <summary>Closes the connection once everything said before is answered.</summary>
    private async ValueTask SendAwayAsync(CloseCode code, string reason)
    {
        await LeaveAsync();
        connection.Outbox.Close(code, reason);
    }

    private void Attached(MeetMember member)
    {
        connection.MaxMessageBytes = house.Settings.MaxMessageBytes;
        connection.Outbox.Capacity = member.IsViewer ? house.Settings.ViewerOutboxBytes : house.Settings.OutboxBytes;
        connection.Settle();
    }

    private void StrikeInvalid()
    {
        if (invalid.Strike())
            connection.Outbox.Close(CloseCode.NotAuthenticated, TooManyTokens);
    }

    private sealed record Place(Actor<Meet, MeetCommand, MeetEvent, MeetAnswer> Actor, MeetMember Member);
}
