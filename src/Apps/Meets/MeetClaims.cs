namespace Rollcall.Apps.Meets;

/// <summary>What a token says of its holder, once its seal was found good.</summary>
public abstract record MeetClaims(MeetId Meet)
{
    /// <summary>Whose messages these are (specification 6.2).</summary>
    /// <param name="Meet">The only meet it is good for.</param>
    /// <param name="SessionId">Hash of the random part; names the session record.</param>
    /// <param name="AuthorId">Whose local numbers.</param>
    /// <param name="LocationName">Where it joined, or null.</param>
    /// <param name="Role">At joining.</param>
    /// <param name="Epoch">At joining.</param>
    /// <param name="Block">The entry-id block, or null.</param>
    /// <param name="Issued">When.</param>
    public sealed record OfSession(MeetId Meet, string SessionId, string AuthorId, string? LocationName, MeetRole Role, string Epoch, long? Block, DateTimeOffset Issued)
        : MeetClaims(Meet)
    {
        /// <summary>Whether it joined to write.</summary>
        public bool Writes => Role is MeetRole.Writer or MeetRole.Director;
    }

    /// <summary>A display (specification 6.3).</summary>
    /// <param name="Meet">The meet.</param>
    /// <param name="Generation">Dead unless it is the meet's current one.</param>
    public sealed record OfView(MeetId Meet, int Generation) : MeetClaims(Meet);
}
