using System.Security.Cryptography;
using Rollcall.Core.Sessions;
using Xunit;

namespace Rollcall.Tests.Core.Sessions;

public class PasswordHashTests
{
    private static readonly ScryptCost Cheap = new(4, 8, 1);

    [Fact]
    public void A_password_is_known_again_from_the_written_form_and_no_other_is()
    {
        var written = PasswordHash.Of("Chalk-and-Ammonia-7", Cheap, RandomNumberGenerator.Create()).ToString();

        Assert.StartsWith("scrypt$4$8$1$", written, StringComparison.Ordinal);
        Assert.True(PasswordHash.TryParse(written, out var hash));
        Assert.True(hash.Matches("Chalk-and-Ammonia-7"));
        Assert.False(hash.Matches("Chalk-and-Ammonia-8"));
        Assert.False(hash.Matches(""));
        Assert.Equal(written, hash.ToString());
    }

    [Fact]
    public void A_known_hash_of_another_implementation_matches()
    {
        // Python: hashlib.scrypt("Chalk-and-Ammonia-7".encode(), salt=bytes(range(16)), n=1024, r=8, p=1, dklen=32)
        Assert.True(PasswordHash.TryParse("scrypt$10$8$1$AAECAwQFBgcICQoLDA0ODw==$A5EwzOy4B2tuIAV/o2PkKWONS8JmRLBkToCJLsSBXlk=", out var hash));
        Assert.True(hash.Matches("Chalk-and-Ammonia-7"));
    }

    [Fact]
    public void The_same_password_gets_another_salt_each_time()
    {
        using var random = RandomNumberGenerator.Create();
        Assert.NotEqual(PasswordHash.Of("a", Cheap, random).ToString(), PasswordHash.Of("a", Cheap, random).ToString());
    }

    [Fact]
    public void An_accent_is_the_same_however_the_keyboard_makes_it() =>
        Assert.True(PasswordHash.Of("Andre\u0301", Cheap, RandomNumberGenerator.Create()).Matches("Andr\u00e9"));

    [Fact]
    public void A_hash_with_less_work_in_it_is_told_apart()
    {
        var hash = PasswordHash.Of("a", Cheap, RandomNumberGenerator.Create());
        Assert.True(hash.IsWeakerThan(ScryptCost.Default));
        Assert.False(hash.IsWeakerThan(Cheap));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("scrypt$15$8$1$AAECAwQFBgcICQoLDA0ODw==")]
    [InlineData("scrypt$15$8$1$AAECAwQFBgcICQoLDA0ODw==$AAAA")]
    [InlineData("scrypt$15$8$1$not base64$AAECAwQFBgcICQoLDA0ODw==")]
    [InlineData("scrypt$30$8$1$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODw==")]
    [InlineData("scrypt$-1$8$1$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODw==")]
    [InlineData("bcrypt$15$8$1$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODw==")]
    public void What_is_no_hash_is_not_taken_for_one(string? text) => Assert.False(PasswordHash.TryParse(text, out _));
}
