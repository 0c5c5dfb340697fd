using System.Security.Cryptography;
using System.Text;
using Rollcall.Core.Sessions;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Core.Sessions;

public sealed class TokenTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RandomNumberGenerator random = RandomNumberGenerator.Create();

    public void Dispose()
    {
        random.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_sealed_token_opens_with_its_key_and_prefix_only()
    {
        var keys = SigningKeys.LoadOrCreate(folder.File("keys"), random);
        var data = Encoding.UTF8.GetBytes("""{"meet":"482913057"}""");
        var token = SealedToken.Seal(keys.For("meet session"), "s1", data);

        Assert.True(SealedToken.TryOpen(keys.For("meet session"), "s1", token, out var opened));
        Assert.Equal(data, opened);
        Assert.False(SealedToken.TryOpen(keys.For("meet session"), "s2", token, out _));
        Assert.False(SealedToken.TryOpen(keys.For("another purpose"), "s1", token, out _));
    }

    [Fact]
    public void No_single_character_of_a_token_can_be_changed()
    {
        var key = new byte[32];
        var token = SealedToken.Seal(key, "s1", "some data"u8);
        for (var i = 0; i < token.Length; i++)
        {
            foreach (var other in "Aa0-_.=")
            {
                if (token[i] != other) Assert.False(SealedToken.TryOpen(key, "s1", token[..i] + other + token[(i + 1)..], out _));
            }
            Assert.False(SealedToken.TryOpen(key, "s1", token[..i], out _));
        }
        Assert.False(SealedToken.TryOpen(key, "s1", token + "A", out _));
        Assert.False(SealedToken.TryOpen(key, "s1", null, out _));
    }

    [Fact]
    public void A_signed_text_can_be_read_and_verified()
    {
        var token = SealedToken.Sign(new byte[32], "v1.482913057.1");
        Assert.StartsWith("v1.482913057.1.", token, StringComparison.Ordinal);
        Assert.True(SealedToken.TryVerify(new byte[32], token, out var text));
        Assert.Equal("v1.482913057.1", text);
        Assert.False(SealedToken.TryVerify(new byte[32], token.Replace(".1.", ".2.", StringComparison.Ordinal), out _));
    }

    [Fact]
    public void The_signing_key_is_made_once_and_for_this_user_only()
    {
        var made = SigningKeys.LoadOrCreate(folder.File("keys"), random);
        var loaded = SigningKeys.LoadOrCreate(folder.File("keys"), random);

        Assert.Equal(made.For("a"), loaded.For("a"));
        Assert.NotEqual(made.For("a"), made.For("b"));
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File("keys", "signing.key")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.File("keys")));
    }

    [Fact]
    public void A_damaged_signing_key_is_named_and_never_replaced()
    {
        SigningKeys.LoadOrCreate(folder.File("keys"), random);
        File.WriteAllText(folder.File("keys", "signing.key"), "too short");

        var damage = Assert.Throws<InvalidDataException>(() => SigningKeys.LoadOrCreate(folder.File("keys"), random));
        Assert.Contains("signing.key", damage.Message, StringComparison.Ordinal);
        Assert.Equal("too short", File.ReadAllText(folder.File("keys", "signing.key")));
    }

    [Fact]
    public void A_token_is_known_by_its_hash()
    {
        var token = TokenHash.NewToken(random);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", token);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", TokenHash.Of(token).Text);
        Assert.True(TokenHash.Of(token).Matches(new TokenHash(TokenHash.Of(token).Text)));
        Assert.False(TokenHash.Of(token).Matches(TokenHash.Of(TokenHash.NewToken(random))));
    }
}
