using Rollcall.Apps.Meets;
using Xunit;

namespace Rollcall.Tests.Apps.Meets;

public class MeetIdTests
{
    [Theory]
    [InlineData("482913057")]
    [InlineData("482-913-057")]
    [InlineData(" 482.913_057 ")]
    [InlineData("4 8-2.9_1-3--057")]
    public void It_is_read_with_or_without_hyphens_spaces_dots_or_underscores(string text)
    {
        Assert.True(MeetId.TryParse(text, out var id));
        Assert.Equal(("482913057", "482-913-057"), (id.Digits, id.Grouped));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("48291305")]
    [InlineData("4829130570")]
    [InlineData("082913057")]
    [InlineData("482,913,057")]
    [InlineData("٤82913057")]
    [InlineData("48291305x")]
    public void Anything_but_nine_digits_of_which_the_first_is_no_0_is_none(string? text) => Assert.False(MeetId.TryParse(text, out _));

    [Fact]
    public void Groups_keep_their_zeros() => Assert.Equal("100-000-001", MeetId.Of(100_000_001).Grouped);
}
