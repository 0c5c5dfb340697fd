namespace Rollcall.Apps.Meets.Opl;

/// <summary>What a director does about a finding: one sentence for each code of appendix D.</summary>
public static class Mends
{
    /// <summary>How to mend what a code stands for. Throws for a code that no check raises.</summary>
    public static string Of(string code) => code switch
    {
        "STRUCTURE" => "Let the server write the file, or save it anew in OpenLifter; do not edit it in a spreadsheet.",
        "COLUMN_MISSING" => "Fill the field in for the lifters, and call the column as OpenLifter does.",
        "COLUMN_UNKNOWN" => "Take the column out of the file.",
        "FEDERATION_EMPTY" => "Enter the federation in the meet's setup.",
        "COUNTRY_EMPTY" => "Enter the country in the meet's setup.",
        "DATE_BAD" => "Enter the first day of the meet in its setup.",
        "NAME_EMPTY" => "Enter the name in the meet's setup.",
        "NAME_CHARS" => "Write the name without other signs.",
        "NAME_HAS_FEDERATION" => "Take the federation out of the name; it has a column of its own.",
        "NAME_HAS_YEAR" => "Take the year out of the name; the date says it.",
        "TOWN_CHARS" => "Write the town's name only, without a number, a postcode or the state.",
        "SPACES" => "Take the spaces out that are too many.",
        "LIFTER_NAME" => "Correct the name in the lifter's registration.",
        "BIRTH_YEAR" => "Correct the birth date or age in the lifter's registration.",
        "BODYWEIGHT" => "Correct the bodyweight in the weigh-in; it may be in the other unit.",
        "CLASS" => "Correct the bodyweight in the weigh-in, or the weight classes in the meet's setup.",
        "WEIGHT_ZERO" => "Leave the cell empty where there is no weight.",
        "LIFT_RANGE" => "Correct the weight of the attempt; a digit may be too many.",
        "TOTAL_RANGE" => "Correct the attempts that make the total.",
        "DQ_TOTAL" => "Correct the place, or the attempts.",
        "TOTAL_SUM" => "Correct the total, or look whether totals are rounded down in the meet's setup.",
        "BEST3" => "Correct the best lift, or the attempt's decision.",
        "BAR_LOWERED" => "Correct the weight of this attempt or of the one before.",
        "GOOD_REPEATED" => "Correct the weight of this attempt, or the decision on the one before.",
        "LIFT_NOT_IN_EVENT" => "Take the attempts out, or add the lift to the lifter's events.",
        "ATTEMPT_OPEN" => "Mark it good or no lift, or take the weight out.",
        "CONFLICTS_OPEN" => "Settle them in the conflict list first: a value that lost may be the right one.",
        "PENDING_DESK" => "Bring it back and let it send before you publish: what it sends afterwards is refused, and stays in that desk to be exported.",
        "CSV_DIFFERS" => "Look at the differences: it is the server's file that is filed.",
        _ => throw new ArgumentException($"no check raises {code}", nameof(code)),
    };
}
