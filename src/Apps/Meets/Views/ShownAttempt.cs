using Rollcall.Apps.Meets.Lifting;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Views;

/// <summary>One attempt as a display shows it.</summary>
/// <param name="State"><c>good bad current next request empty</c></param>
public readonly record struct ShownAttempt(double WeightKg, string Text, string State)
{
    /// <summary>The slots of a lift up to the last one with a weight.</summary>
    /// <param name="order">Who is up and who is next; null where it is not asked whose turn it is.</param>
    public static IEnumerable<ShownAttempt> Of(Lifter lifter, Lift lift, LiftingOrder? order, MeetSetup setup)
    {
        var attempts = lifter.At(lift);
        var last = Enumerable.Range(0, attempts.Length).LastOrDefault(slot => attempts[slot].IsSet, -1);
        for (var slot = 0; slot <= last; slot++)
        {
            var attempt = attempts[slot];
            yield return new(attempt.WeightKg, attempt.IsSet ? Weight.Text(attempt.WeightKg, setup.InKg) : "",
                attempt.IsTaken ? attempt.IsGood ? "good" : "bad"
                : !attempt.IsSet ? "empty"
                : IsTurn(order?.Current, slot + 1) ? "current"
                : IsTurn(order?.Next, slot + 1) ? "next"
                : "request");
        }

        bool IsTurn(Turn? turn, int number) => turn is { } up && lift == order!.Lift && up.Lifter.Id == lifter.Id && up.Attempt == number;
    }
}
