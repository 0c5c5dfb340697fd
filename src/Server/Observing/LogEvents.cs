namespace Rollcall.Server.Observing;

/// <summary>The numbers of log events an operator may search and alert for; documented in docs/operations.md. A number is never used again for something else.</summary>
public static class LogEvents
{
    /// <summary>The server is ready.</summary>
    public const int Started = 1000;
    /// <summary>The server began to stop.</summary>
    public const int Stopping = 1001;
    /// <summary>The server has stopped.</summary>
    public const int Stopped = 1002;
    /// <summary>Something to be done while stopping was not done within the grace.</summary>
    public const int DrainStepCutOff = 1003;
    /// <summary>Something to be done while stopping failed.</summary>
    public const int DrainStepFailed = 1004;
}
