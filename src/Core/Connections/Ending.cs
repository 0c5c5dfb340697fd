namespace Rollcall.Core.Connections;

/// <summary>Who ended a connection.</summary>
public enum EndedBy
{
    /// <summary>The peer said goodbye first.</summary>
    Peer,

    /// <summary>We closed it.</summary>
    Server,

    /// <summary>The line broke without a word.</summary>
    Loss,
}

/// <summary>How a connection ended.</summary>
/// <param name="By">Who ended it.</param>
/// <param name="Code">The code of the close frame: the peer's own where it closed first (any number a peer may send), ours where we did;
/// null where there was none.</param>
/// <param name="Reason">The text beside the code; empty where there was none.</param>
public readonly record struct Ending(EndedBy By, CloseCode? Code, string Reason);
