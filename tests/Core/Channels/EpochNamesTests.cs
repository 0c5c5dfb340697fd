using System.Security.Cryptography;
using Rollcall.Core.Channels;
using Xunit;

namespace Rollcall.Tests.Core.Channels;

public class EpochNamesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_later_life_has_the_later_name()
    {
        using var chance = RandomNumberGenerator.Create();
        var names = Enumerable.Range(0, 2_000).Select(i => EpochNames.Fresh(Now.AddMilliseconds(i * i), chance)).ToList();

        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.All(names, name => Assert.Matches("^[a-z0-9]{12}$", name));
    }

    [Fact]
    public void Two_lives_that_begin_in_the_same_millisecond_have_different_names_as_a_rule()
    {
        using var chance = RandomNumberGenerator.Create();
        var names = Enumerable.Range(0, 100).Select(_ => EpochNames.Fresh(Now, chance)).ToHashSet();

        Assert.True(names.Count > 80, $"only {names.Count} of 100 differ");
    }

    [Fact]
    public void With_more_letters_by_chance_they_differ_over_many_channels()
    {
        using var chance = RandomNumberGenerator.Create();
        var names = Enumerable.Range(0, 2_000).Select(_ => EpochNames.Fresh(Now, chance, byChance: 7)).ToHashSet();

        Assert.Equal(2_000, names.Count);
        Assert.All(names, name => Assert.Matches("^[a-z0-9]{16}$", name));
    }
}
