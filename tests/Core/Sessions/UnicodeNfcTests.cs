using System.Security.Cryptography;
using System.Text;
using Rollcall.Core.Sessions;
using Xunit;

namespace Rollcall.Tests.Core.Sessions;

public class UnicodeNfcTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData("\u212b", "\u00c5")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("s\u0307\u0323", "\u1e69")]
    [InlineData("\u1112\u1161\u11ab", "\ud55c")]
    [InlineData("\u0958", "\u0915\u093c")]
    [InlineData("\U0001f3cb a\u0308", "\U0001f3cb \u00e4")]
    public void Parts_are_put_together(string given, string expected) => Assert.Equal(expected, UnicodeNfc.Compose(given));

    // The checksums were made with Python's unicodedata 14.0.
    [Fact]
    public void Every_character_alone_is_as_another_implementation_has_it()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var character = 0; character <= 0x10ffff; character++)
        {
            if (Rune.IsValid(character)) Add(hash, new Rune(character).ToString());
        }
        Assert.Equal("9cc65524a9d8082bf10840c616cd199bd2ac12ee49a3381bd6fb7957711f342b", Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void Letters_with_marks_are_as_another_implementation_has_them()
    {
        int[] marks = [0x300, 0x301, 0x308, 0x30C, 0x31B, 0x323, 0x327, 0x345, 0x3099];
        int[] letters = [.. From(0x41, 0x5B), .. From(0x61, 0x7B), .. From(0xC0, 0x250), .. From(0x391, 0x3CE), .. From(0x410, 0x450), .. From(0x304B, 0x3070), 0x1100, 0x1112, 0xAC00, 0xD788];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var letter in letters)
        {
            foreach (var first in marks)
            {
                foreach (var second in marks) Add(hash, string.Concat((char)letter, (char)first, (char)second, '\u1161') + '\u11A8');
            }
        }
        Assert.Equal("4eee3975aee8abdcc0ce6da65df86d3f6abe2365134796e9e32409aa011096a5", Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static IEnumerable<int> From(int first, int end) => Enumerable.Range(first, end - first);

    private static void Add(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(UnicodeNfc.Compose(text) + "\n"));
}
