using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Rollcall.Apps.Meets;
using Rollcall.Tests.Support.Meets;
using Xunit;

namespace Rollcall.Tests.Apps.Meets;

/// <summary>Two values are equal if they are the same JSON (specification 3.2).</summary>
public class SyncedValueTests
{
    [Theory]
    [InlineData("180", "180.0")]
    [InlineData("180", "1.8e2")]
    [InlineData("180", "1800E-1")]
    [InlineData("0", "-0")]
    [InlineData("0", "0e99999999999999999999")]
    [InlineData("0.1", "0.10000")]
    [InlineData("9007199254740993", "9007199254740993.0")]
    [InlineData("\"Al\"", "\"\\u0041l\"")]
    [InlineData("\"\\/\"", "\"/\"")]
    [InlineData("\"\\ud83d\\ude00\"", "\"😀\"")]
    [InlineData("[1, 2]", "[1,2]")]
    [InlineData("{\"a\":1,\"b\":[{\"c\":2,\"d\":3}]}", "{ \"b\" : [ { \"d\":3.0, \"\\u0063\":2 } ] , \"a\" : 1 }")]
    public void These_are_equal(string a, string b)
    {
        Assert.Equal(Some.Value(a), Some.Value(b));
        Assert.Equal(Some.Value(a).GetHashCode(), Some.Value(b).GetHashCode());
        Assert.Equal(SyncedValue.Fingerprint("meet.x", Some.Value(a)), SyncedValue.Fingerprint("meet.x", Some.Value(b)));
    }

    [Theory]
    [InlineData("1", "\"1\"")]
    [InlineData("null", "0")]
    [InlineData("null", "\"\"")]
    [InlineData("false", "0")]
    [InlineData("1", "-1")]
    [InlineData("9007199254740992", "9007199254740993")]
    [InlineData("0.1", "0.1000000000000000055511151231257827")]
    [InlineData("[1,2]", "[2,1]")]
    [InlineData("[1]", "[[1]]")]
    [InlineData("[]", "{}")]
    [InlineData("[\"a\",\"b\"]", "[\"a,b\"]")]
    [InlineData("{\"a\":null}", "{}")]
    [InlineData("\"é\"", "\"e\\u0301\"")]
    [InlineData("\"a\"", "\"A\"")]
    public void These_are_not(string a, string b)
    {
        Assert.NotEqual(Some.Value(a), Some.Value(b));
        Assert.NotEqual(SyncedValue.Fingerprint("meet.x", Some.Value(a)), SyncedValue.Fingerprint("meet.x", Some.Value(b)));
    }

    [Fact]
    public void A_deletion_and_any_value_and_any_other_key_have_different_fingerprints()
    {
        var all = new[] { SyncedValue.Fingerprint("meet.x", null), SyncedValue.Fingerprint("meet.x", Some.Value("null")), SyncedValue.Fingerprint("meet.y", Some.Value("null")) };
        Assert.Equal(3, all.Distinct().Count());
    }

    [Fact]
    public void What_was_sent_is_kept_without_white_space_between() =>
        Assert.Equal("""{"a":[1.50,"ä\n"]}""", Some.Value(" { \"a\" : [ 1.50 , \"\\u00e4\\n\" ] } ").ToString());

    [Fact]
    public void Equality_is_that_of_the_framework_on_random_JSON() =>
        Prop.ForAll(RandomJson.Pair.ToArbitrary(), pair =>
        {
            using var a = JsonDocument.Parse(pair.A);
            using var b = JsonDocument.Parse(pair.B);
            var (first, second) = (SyncedValue.Of(a.RootElement), SyncedValue.Of(b.RootElement));
            var same = JsonElement.DeepEquals(a.RootElement, b.RootElement);
            return first.Equals(second) == same
                && (SyncedValue.Fingerprint("meet.x", first) == SyncedValue.Fingerprint("meet.x", second)) == same
                && JsonElement.DeepEquals(first.Parse(), a.RootElement);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
}
