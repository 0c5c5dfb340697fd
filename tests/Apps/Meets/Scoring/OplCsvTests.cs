using Rollcall.Apps.Meets.Opl;
using Rollcall.Apps.Meets.Sheet;
using Rollcall.Tests.Support.Scoring;
using Xunit;

namespace Rollcall.Tests.Apps.Meets.Scoring;

public class OplCsvTests
{
    [Fact]
    public void P27_the_file_of_the_specification_comes_out_byte_for_byte_and_twice_the_same()
    {
        var board = SmallMeet.Board(SmallMeet.Make());
        var text = new OplCsv(ScoringRules.Default).Text(board);
        Assert.Equal(SmallMeet.Csv, text);
        Assert.Equal(new OplCsv(ScoringRules.Default).Write(board), new OplCsv(ScoringRules.Default).Write(SmallMeet.Board(SmallMeet.Make())));
    }

    [Fact]
    public void P27_a_copy_that_differs_is_reported_by_line()
    {
        var copy = SmallMeet.Csv.Replace("1,Cy,", "2,Cy,", StringComparison.Ordinal) + "one more\n";
        Assert.Empty(OplDifferences.Of(SmallMeet.Csv, SmallMeet.Csv));
        Assert.Equal([(9, "1,Cy", "2,Cy"), (12, "", "one "), (13, null, "")], OplDifferences.Of(SmallMeet.Csv, copy).Select(one => (one.Line, one.Server is { Length: > 4 } s ? s[..4] : one.Server, one.Client is { Length: > 4 } c ? c[..4] : one.Client)));
    }

    [Fact]
    public void A_content_is_full_only_with_all_the_file_needs()
    {
        Assert.Empty(OplFullness.Missing(SmallMeet.Make().Content, MeetSheet.Of(SmallMeet.Make().Content)));

        var made = new SheetMaker().Meet("""{"name":"","formula":"Dot"}""");
        Assert.Equal(["meet.federation", "meet.date", "meet.country", "meet.inKg", "a formula that is known", "registration.entries"], OplFullness.Missing(made.Content, MeetSheet.Of(made.Content)));

        made = SmallMeet.Make();
        made.Set("registration.entries[5]", """{"id":5,"name":"Flo","sex":"F"}""");
        var missing = OplFullness.Missing(made.Content, MeetSheet.Of(made.Content)).ToList();
        Assert.Contains("registration.entries[5].squatStatus", missing);
        Assert.DoesNotContain("registration.entries[5].instagram", missing);
        Assert.DoesNotContain("registration.entries[5].name", missing);
    }

    [Theory]
    [InlineData("Smith, Jo", "Smith Jo")]
    [InlineData("\"Ox\" Bo", "Ox Bo")]
    [InlineData("a    b", "a  b")]
    [InlineData("0", "")]
    [InlineData(" 0 ", "")]
    [InlineData("\u00A0\uFEFFx\u2028", "x")]
    [InlineData("x\u0085", "x\u0085")]
    public void A_text_is_made_fit_for_a_cell_without_quotes(string text, string cell) => Assert.Equal(cell, OplText.Cell(text, quirks: false));

    [Theory]
    [InlineData(66.69, "66.7")]
    [InlineData(314.99, "315")]
    [InlineData(-314.99, "-314.99")]
    [InlineData(100, "100")]
    [InlineData(1000.5, "1000.5")]
    [InlineData(142.881596, "142.88")]
    public void A_weight_is_printed_with_two_decimals_and_without_a_nine_at_the_end(double weight, string text) => Assert.Equal(text, Weight.Text(weight));
}
