using System.Globalization;
using Xunit;

namespace Rollcall.Tests.Campaigns;

/// <summary>What all campaigns share: they run one after another and alone, small by default, in full with <c>ROLLCALL_LONG=1</c>;
/// <c>ROLLCALL_SEED=n</c> replays the chances of one round.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Campaign
{
    public const string Name = "campaigns";

    public static bool IsLong => Environment.GetEnvironmentVariable("ROLLCALL_LONG") == "1";

    public static int? OneSeed =>
        Environment.GetEnvironmentVariable("ROLLCALL_SEED") is { Length: > 0 } seed ? int.Parse(seed, CultureInfo.InvariantCulture) : null;

    /// <summary>The seeds of a campaign: as many as its size says, or the one that was asked for.</summary>
    public static IReadOnlyList<int> Seeds(int slice, int full) => OneSeed is { } seed ? [seed] : [.. Enumerable.Range(1, IsLong ? full : slice)];

    /// <summary>Says what was done, where whoever runs the tests sees it.</summary>
    public static void Say(string what) => Console.WriteLine(what);
}
