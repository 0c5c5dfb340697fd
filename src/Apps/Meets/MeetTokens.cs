using System.Globalization;
using System.Text.Json;
using Rollcall.Core.Sessions;

namespace Rollcall.Apps.Meets;

/// <summary>Makes session and view tokens, and finds the seals of those that come back good or not (specification 6.2, 6.3). A token's seal can be
/// found good when all meet data are gone. Stateless but for the key; any thread may call.</summary>
public sealed class MeetTokens(byte[] key)
{
    private const string SessionPrefix = "s1";
    private const string ViewPrefix = "v1";

    /// <summary>Seals what a session token says. <paramref name="secret"/> are 32 random bytes.</summary>
    public (string Token, MeetClaims.OfSession Claims) Seal(MeetId meet, ReadOnlySpan<byte> secret, MeetAnswer.Admitted admitted, string epoch, DateTimeOffset issued)
    {
        var said = JsonSerializer.SerializeToUtf8Bytes(new Said(meet.Number, admitted.AuthorId, admitted.LocationName, MeetEventJson.RoleName(admitted.Role), epoch,
            admitted.Block, issued.ToUnixTimeMilliseconds(), Convert.ToBase64String(secret)));
        var claims = new MeetClaims.OfSession(meet, IdOf(secret), admitted.AuthorId, admitted.LocationName, admitted.Role, epoch, admitted.Block,
            DateTimeOffset.FromUnixTimeMilliseconds(issued.ToUnixTimeMilliseconds()));
        return (SealedToken.Seal(key, SessionPrefix, said), claims);
    }

    /// <summary>The id under which a session of that random part is kept.</summary>
    public static string IdOf(ReadOnlySpan<byte> secret) => TokenHash.Of(secret).Text;

    /// <summary>The view token of a meet: the same for all who ask.</summary>
    public string ViewToken(MeetId meet, int generation) => SealedToken.Sign(key, string.Create(CultureInfo.InvariantCulture, $"{ViewPrefix}.{meet.Digits}.{generation}"));

    /// <summary>What a token says, or null if its seal is not good.</summary>
    public MeetClaims? Read(string token)
    {
        if (SealedToken.TryOpen(key, SessionPrefix, token, out var said))
            return ReadSession(said);
        if (!SealedToken.TryVerify(key, token, out var text) || text.Split('.') is not [ViewPrefix, var meet, var generation])
            return null;
        return MeetId.TryParse(meet, out var id) && int.TryParse(generation, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new MeetClaims.OfView(id, number) : null;
    }

    private static MeetClaims.OfSession? ReadSession(byte[] text)
    {
        var said = JsonSerializer.Deserialize<Said>(text);
        if (said is null)
            return null;
        var role = said.Role switch { "director" => MeetRole.Director, "writer" => MeetRole.Writer, _ => MeetRole.Reader };
        return new(MeetId.Of(said.Meet), IdOf(Convert.FromBase64String(said.Secret)), said.Author, said.Location, role, said.Epoch, said.Block,
            DateTimeOffset.FromUnixTimeMilliseconds(said.Issued));
    }

    private sealed record Said(int Meet, string Author, string? Location, string Role, string Epoch, long? Block, long Issued, string Secret);
}
