namespace Rollcall.Apps.Devices;

/// <summary>An entry of a user's log, as it is pushed and handed over.</summary>
/// <param name="Seq">1, 2, 3 ... without gaps.</param>
/// <param name="Type">What it is; only <c>document_set</c> and <c>document_deleted</c> mean something to the server.</param>
/// <param name="Payload">An object.</param>
/// <param name="At">When it was appended.</param>
/// <param name="Author">Who appended it; never told.</param>
public sealed record SyncEvent(long Seq, string Type, RawJson Payload, DateTimeOffset At, Author Author);
