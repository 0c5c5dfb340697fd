using System.Globalization;
using Rollcall.Apps.Queue;
using Xunit;

namespace Rollcall.Tests.Apps.Queue;

public class FrequencyTests
{
    [Theory]
    [InlineData("14205.00", "14.205", "20m")]
    [InlineData("14205", "14.205", "20m")]
    [InlineData("14.205", "14.205", "20m")]
    [InlineData("14,205", "14.205", "20m")]
    [InlineData("14,205.5", "14.2055", "20m")]
    [InlineData("14,2", "14.2", "20m")]
    [InlineData("14205000", "14.205", "20m")]
    [InlineData("1,000,000", "1", null)]
    [InlineData("14.205.50", "14.2055", "20m")]
    [InlineData("14.205 MHz", "14.205", "20m")]
    [InlineData("7 100 khz", "7.1", "40m")]
    [InlineData("3500000hz", "3.5", "80m")]
    [InlineData("1000", "1000", null)]
    [InlineData("1000.5", "1.0005", null)]
    [InlineData("999 kHz", "0.999", null)]
    [InlineData("433.500", "433.5", "70cm")]
    [InlineData("145500", "145.5", "2m")]
    [InlineData("0", "0", null)]
    public void What_operators_type_becomes_megahertz_and_a_band(string text, string mhz, string? band)
    {
        Assert.Equal(mhz, Frequencies.Mhz(text)?.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(band, new Tuning(text, null, null, null, null).AnyBand);
    }

    [Theory]
    [InlineData("")]
    [InlineData("up in the band")]
    [InlineData("14.2 or so")]
    [InlineData("-14.2")]
    [InlineData("1e5")]
    [InlineData("MHz")]
    [InlineData(".")]
    [InlineData("99999999999999999999999999999999999999999999999999999999999999")]
    public void What_is_no_number_is_no_frequency(string text) => Assert.Null(Frequencies.Mhz(text));

    [Fact]
    public void A_band_that_is_given_is_not_guessed() => Assert.Equal("40m", new Tuning("14205", "40m", null, null, null).AnyBand);

    [Theory]
    [InlineData("+5", "14.21", "14.21")]
    [InlineData("-5", "14.2", "14.2")]
    [InlineData("up 5", "14.21", "14.21")]
    [InlineData("DOWN 5", "14.2", "14.2")]
    [InlineData("+5-10", "14.21", "14.215")]
    [InlineData("up 5-10", "14.21", "14.215")]
    [InlineData("up 5 to 10", "14.21", "14.215")]
    [InlineData("up5to10", "14.21", "14.215")]
    [InlineData("-5-10", "14.195", "14.2")]
    [InlineData("up 10-5", "14.21", "14.215")]
    [InlineData("+2.5", "14.2075", "14.2075")]
    [InlineData("14.210", "14.21", "14.21")]
    [InlineData("14.210-14.220", "14.21", "14.22")]
    [InlineData("14210 - 14220", "14.21", "14.22")]
    public void A_split_gives_a_range(string text, string low, string high)
    {
        var range = SplitRanges.Of(text, 14.205m)!;
        Assert.Equal((low, high), (range.LowMhz.ToString(CultureInfo.InvariantCulture), range.HighMhz.ToString(CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("listening up")]
    [InlineData("up")]
    [InlineData("+")]
    [InlineData("")]
    [InlineData("up 5 to")]
    [InlineData("down 99999")]
    public void Other_splits_give_none(string text) => Assert.Null(SplitRanges.Of(text, 14.205m));

    [Fact]
    public void An_offset_needs_a_frequency_and_an_absolute_split_does_not()
    {
        Assert.Null(SplitRanges.Of("+5", null));
        Assert.Equal(14.21m, SplitRanges.Of("14.210", null)!.LowMhz);
        Assert.Null(SplitRanges.Of(null, 14.205m));
    }
}
