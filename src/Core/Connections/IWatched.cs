namespace Rollcall.Core.Connections;

/// <summary>Something connected that the switchboard keeps in its list and the heartbeat looks after.</summary>
internal interface IWatched
{
    /// <summary>Where it stands in the list; the switchboard's own.</summary>
    int Place { get; set; }

    /// <summary>Looks after deadlines. Called by the heartbeat's timer, never twice at once.</summary>
    void Tick(long now, SharedFrame ping);

    /// <summary>Ends it from our side.</summary>
    void Close(Closing closing);
}
