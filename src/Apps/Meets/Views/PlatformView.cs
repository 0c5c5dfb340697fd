using System.Collections.Immutable;
using System.Text.Json;
using Rollcall.Apps.Meets.Lifting;
using Rollcall.Apps.Meets.Results;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Views;

/// <summary>What the displays of one platform show (specification, 5.4). Holds no birth date, member id, payment or notes. Immutable.</summary>
/// <param name="Lifters">The group in lifting order.</param>
/// <param name="CurrentLoading">The bar for the current lifter; null if nobody is left.</param>
/// <param name="Live">Clock, lights, and whatever else desks put there for displays.</param>
public sealed record PlatformView(MeetSetup Setup, ScoringRules Rules, PlatformAt At, LiftingOrder Order, ImmutableArray<LifterRow> Lifters, Loading? CurrentLoading, Loading? NextLoading, Lights Lights,
    ImmutableSortedDictionary<string, JsonElement> Live)
{
    /// <summary>The clock as it was set, or null.</summary>
    public JsonElement? Clock => Live.TryGetValue("clock", out var clock) ? clock : null;

    /// <summary>Works out the view of a platform.</summary>
    public static PlatformView Of(Scoreboard board, int platform)
    {
        var sheet = board.Sheet;
        var (at, order) = (sheet.At(platform), board.Order(platform));
        var live = sheet.Live.GetValueOrDefault(platform, ImmutableSortedDictionary<string, JsonElement>.Empty);
        return new(sheet.Setup, board.Rules, at, order, [.. order.Rows.Select(lifter => LifterRow.Of(board, lifter, order.Lift, order.Attempt))],
            Load(order.Current), Load(order.Next), Lights.Of(live.TryGetValue("lights", out var lights) ? lights : null), live);

        Loading? Load(Turn? turn) =>
            turn is { } up ? Loading.Of(up.Lifter.At(order.Lift)[up.Attempt - 1].WeightKg, order.Lift, sheet.Setup, board.Rules) : null;
    }

    /// <summary>The row of a lifter.</summary>
    public LifterRow RowOf(Turn turn) => Lifters.First(row => row.Lifter.Id == turn.Lifter.Id);
}
