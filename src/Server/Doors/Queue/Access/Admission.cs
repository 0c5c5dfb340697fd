using Rollcall.Server.Doors.Queue.Operations;

namespace Rollcall.Server.Doors.Queue.Access;

/// <summary>Who a request turned out to be from.</summary>
internal abstract record Admission
{
    private Admission() { }

    /// <summary>Nobody in particular.</summary>
    public sealed record Public : Admission;

    /// <summary>An operator of the queue.</summary>
    public sealed record Of(Operator Who) : Admission;

    /// <summary>What it brought along does not open the door.</summary>
    public sealed record Refused(Refusal Why) : Admission;
}
