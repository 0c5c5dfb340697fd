using System.Text;
using Rollcall.Core.Sessions;
using Xunit;

namespace Rollcall.Tests.Core.Sessions;

public class ScryptTests
{
    // RFC 7914, chapter 12.
    [Theory]
    [InlineData("", "", 4, 1, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")]
    [InlineData("password", "NaCl", 10, 8, 16, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")]
    [InlineData("pleaseletmein", "SodiumChloride", 14, 8, 1, "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")]
    public void The_vectors_of_the_standard_come_out(string password, string salt, int logN, int r, int p, string expected) =>
        Assert.Equal(expected, Derive(password, salt, new ScryptCost(logN, r, p)));

    [Fact]
    public void The_vector_of_one_gibibyte_comes_out()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("ROLLCALL_LONG") == "1", "takes 1 GiB of memory and some seconds; runs with ROLLCALL_LONG=1");
        Assert.Equal(
            "2101cb9b6a511aaeaddbbe09cf70f881ec568d574a2ffd4dabe5ee9820adaa478e56fd8f4ba5d09ffa1c6d927c40f4c337304049e8a952fbcbf45c6fa77a41a4",
            Derive("pleaseletmein", "SodiumChloride", new ScryptCost(20, 8, 1)));
    }

    [Theory]
    [InlineData(0, 8, 1)]
    [InlineData(21, 8, 1)]
    [InlineData(20, 16, 1)]
    [InlineData(15, 0, 1)]
    [InlineData(15, 8, 0)]
    public void A_cost_that_cannot_be_computed_is_refused(int logN, int r, int p) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Derive("a", "b", new ScryptCost(logN, r, p)));

    private static string Derive(string password, string salt, ScryptCost cost)
    {
        var derived = new byte[64];
        Scrypt.Derive(Encoding.ASCII.GetBytes(password), Encoding.ASCII.GetBytes(salt), cost, derived);
        return Convert.ToHexStringLower(derived);
    }
}
