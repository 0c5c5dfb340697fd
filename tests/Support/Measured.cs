using Xunit;

namespace Rollcall.Tests.Support;

/// <summary>Tests that hold a stopwatch to the server: they run one after another and alone, so that what they measure is the server and not their neighbours.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Measured
{
    public const string Name = "measured";
}
