namespace Rollcall.Server.Hosting.Control;

/// <summary>What retention is asked to do: nothing can be chosen.</summary>
internal sealed record RetentionOrder
{
    /// <summary>The name of the order on the control socket.</summary>
    public const string Verb = "retention";
}

/// <summary>What retention removed, a few words for each thing.</summary>
internal sealed record RetentionReport(IReadOnlyList<string> Removed);
