using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Core.Connections;

namespace Rollcall.Apps.Meets;

/// <summary>What a meet's gathering is given.</summary>
/// <param name="Terms">How members are treated.</param>
/// <param name="Rules">How the meet is decided.</param>
/// <param name="Tokens">Seals tokens and finds seals good.</param>
/// <param name="Measures">What is counted.</param>
/// <param name="Filing">What is done with a finished meet.</param>
/// <param name="FreshEpoch">Makes up the name of a new life of a log.</param>
/// <param name="ComeBack">How long a client should wait before it comes back after a shutdown, spread out; milliseconds.</param>
public sealed record MeetSurroundings(MeetTerms Terms, MeetRules Rules, MeetTokens Tokens, MeetMeasures Measures, Filing Filing, Func<string> FreshEpoch, Func<int> ComeBack)
{
    /// <summary>Where the operator is told.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>How the server stops, when it does.</summary>
    public ServerEnd End { get; init; } = new();
}
