namespace Rollcall.Core.Channels;

/// <summary>A place in one life of a channel's log. Epochs are compared for equality only: a log that was lost and rebuilt has a new one,
/// so that an old cursor can never be mistaken for a current one.</summary>
/// <param name="Epoch">The life of the log, <c>^[a-z0-9]{1,16}$</c>.</param>
/// <param name="Seq">The number of the last event before the place; 0 is the beginning.</param>
public readonly record struct Position(string Epoch, long Seq);
