using System.Collections.Immutable;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Opl;

/// <summary>How grave a finding is.</summary>
public enum Severity
{
    /// <summary>Worth a look.</summary>
    Warning,
    /// <summary>OpenPowerlifting's checker would refuse it.</summary>
    Error,
}

/// <summary>Something found in a results file before it is published.</summary>
/// <param name="Line">In the file, from 1.</param>
/// <param name="Column">The header of the column, or null.</param>
/// <param name="Code">The rule, as in appendix D of the specification.</param>
/// <param name="Message">A sentence that says what is wrong, and one that says how to mend it.</param>
public sealed record Finding(int Line, string? Column, Severity Severity, string Code, string Message);

/// <summary>What the checks look at beside the file.</summary>
/// <param name="Today">No meet is held after it.</param>
/// <param name="Sheet">The content the file is made of, or stands for.</param>
/// <param name="OpenConflicts">How many conflicts nobody has settled.</param>
/// <param name="AwayDesks">Writing locations that are not live: they may hold updates they have not sent.</param>
/// <param name="ClientCsv">The client's copy where the server's file is filed; else null.</param>
public sealed record OplCircumstances(DateOnly Today, MeetSheet Sheet, int OpenConflicts, ImmutableArray<string> AwayDesks, string? ClientCsv);
