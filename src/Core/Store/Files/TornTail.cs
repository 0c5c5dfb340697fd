using Rollcall.Core.Channels;

namespace Rollcall.Core.Store.Files;

/// <summary>The rest of a write that a crash cut short, found and cut off at opening.</summary>
/// <param name="Channel">Whose log it was.</param>
/// <param name="File">The file, as a path.</param>
/// <param name="Line">The line's number in the file, counted from 1.</param>
/// <param name="Bytes">How many bytes were cut off.</param>
/// <param name="Head">The last event that is there.</param>
public sealed record TornTail(ChannelName Channel, string File, long Line, long Bytes, long Head);

/// <summary>A round that became durable.</summary>
/// <param name="Bytes">Written to the log.</param>
/// <param name="Took">Write and flush together.</param>
public readonly record struct Flushed(int Bytes, TimeSpan Took);
