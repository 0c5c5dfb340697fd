using Rollcall.Apps.Meets;
using Rollcall.Tests.Support.Meets;
using Xunit;

namespace Rollcall.Tests.Apps.Meets;

/// <summary>Specification 3.2: only these shapes are keys.</summary>
public class MeetKeyTests
{
    public static TheoryData<string, KeyShape> Keys => new()
    {
        { "meet.name", KeyShape.MeetField },
        { "meet.A_9", KeyShape.MeetField },
        { "meet." + new string('a', 64), KeyShape.MeetField },
        { "registration.entries[0]", KeyShape.Entry },
        { "registration.entries[9999999999]", KeyShape.Entry },
        { "registration.entries[10007].lot", KeyShape.EntryField },
        { "registration.entries[10007].squatKg", KeyShape.EntryField },
        { "registration.entries[10007].squatKg[0]", KeyShape.EntrySlot },
        { "registration.entries[10007].deadliftStatus[4]", KeyShape.EntrySlot },
        { "lifting.platforms[1].day", KeyShape.LiftingField },
        { "lifting.platforms[20].overrideEntryId", KeyShape.LiftingField },
        { "live.platforms[1].clock", KeyShape.LiveField },
        { "live.platforms[1].lights", KeyShape.LiveField },
        { "live.platforms[1].lights.left", KeyShape.LiveLight },
        { "live.platforms[20].lights.right", KeyShape.LiveLight },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public void These_are_keys(string text, KeyShape shape)
    {
        Assert.True(MeetKey.TryParse(text, 200, out var key));
        Assert.Equal((text, shape), (key.Text, key.Shape));
    }

    [Theory]
    [InlineData("")]
    [InlineData("meet")]
    [InlineData("meet.")]
    [InlineData("meet.9a")]
    [InlineData("meet._a")]
    [InlineData("meet.näme")]
    [InlineData("meet.name\n")]
    [InlineData("meet.divisions[0]")]
    [InlineData("meet.a.b")]
    [InlineData("Meet.name")]
    [InlineData("registration")]
    [InlineData("registration.entries")]
    [InlineData("registration.nextEntryId")]
    [InlineData("registration.lookup")]
    [InlineData("registration.entries[]")]
    [InlineData("registration.entries[01]")]
    [InlineData("registration.entries[-1]")]
    [InlineData("registration.entries[10000000000]")]
    [InlineData("registration.entries[٣]")]
    [InlineData("registration.entries[1].name[0]")]
    [InlineData("registration.entries[1].squatKg[5]")]
    [InlineData("registration.entries[1].squatKg[00]")]
    [InlineData("registration.entries[1].squatKg[0].x")]
    [InlineData("registration.entries[1].x.y")]
    [InlineData("lifting.day")]
    [InlineData("lifting.columnDivisionWidthPx")]
    [InlineData("lifting.platforms[1]")]
    [InlineData("lifting.platforms[0].day")]
    [InlineData("lifting.platforms[01].day")]
    [InlineData("lifting.platforms[21].day")]
    [InlineData("lifting.platforms[1].lights.left")]
    [InlineData("live.platforms[1]")]
    [InlineData("live.platforms[21].clock")]
    [InlineData("live.platforms[1].lights.middle")]
    [InlineData("live.platforms[1].clock.running")]
    [InlineData("language")]
    [InlineData("versions")]
    [InlineData("_persist")]
    public void These_are_not(string text) => Assert.False(MeetKey.TryParse(text, 200, out _));

    [Fact]
    public void A_name_has_at_most_64_characters_and_a_key_at_most_as_many_as_allowed()
    {
        Assert.False(MeetKey.TryParse("meet." + new string('a', 65), 200, out _));
        Assert.False(MeetKey.TryParse("meet.name", 8, out _));
        Assert.True(MeetKey.TryParse("meet.name", 9, out _));
    }

    [Theory]
    [InlineData("registration.entries[1]", "registration.entries[1].lot", true)]
    [InlineData("registration.entries[1]", "registration.entries[1].squatKg[2]", true)]
    [InlineData("registration.entries[1].squatKg", "registration.entries[1].squatKg[2]", true)]
    [InlineData("live.platforms[1].lights", "live.platforms[1].lights.head", true)]
    [InlineData("registration.entries[1]", "registration.entries[1]", false)]
    [InlineData("registration.entries[1]", "registration.entries[10]", false)]
    [InlineData("registration.entries[1].squatKg", "registration.entries[1].squatKgs", false)]
    [InlineData("registration.entries[1].lot", "registration.entries[1]", false)]
    [InlineData("live.platforms[1].lights", "live.platforms[11].lights.head", false)]
    public void A_key_contains_another_if_it_is_a_proper_prefix_at_a_dot_or_bracket(string outer, string inner, bool contains)
    {
        Assert.Equal(contains, Some.Key(outer).Contains(Some.Key(inner)));
        if (contains)
            Assert.Equal(Some.Key(outer).Group, Some.Key(inner).Group);
    }

    [Fact]
    public void Whole_lifters_and_what_is_live_can_be_deleted_and_nothing_else()
    {
        var deletable = Keys.Select(row => row.Data.Item1).Where(text => Some.Key(text).Deletable);
        Assert.Equal(
            ["registration.entries[0]", "registration.entries[9999999999]", "live.platforms[1].clock", "live.platforms[1].lights", "live.platforms[1].lights.left", "live.platforms[20].lights.right"],
            deletable);
    }
}
