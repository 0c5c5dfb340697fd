using System.Collections.Immutable;
using System.Text.Json;
using Rollcall.Apps.Meets.Opl;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Meets;

/// <summary>All that the server may say (specification 5.3). Each case writes its own fields; the envelope is <see cref="MeetWire"/>'s.</summary>
public abstract partial record MeetReply
{
    private MeetReply() { }

    /// <summary>The canonical name of the message.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>Writes the fields into an open object.</summary>
    internal abstract void WriteFields(Utf8JsonWriter json, Spelling spelling);

    /// <summary><c>MeetCreated</c> and <c>MeetJoined</c>.</summary>
    public sealed record Welcome(bool Created, MeetId Meet, string SessionToken, string ViewToken, string? LocationName, int? Priority, MeetRole Role, string? AuthorId,
        string Epoch, long HeadServerSeq, long? Block, ImmutableArray<Location>? Locations, bool Finished, int HeartbeatSeconds, DateTimeOffset ServerTime) : MeetReply
    {
        /// <inheritdoc/>
        public override string Name => Created ? "MeetCreated" : "MeetJoined";

        internal override void WriteFields(Utf8JsonWriter json, Spelling spelling)
        {
            json.WriteString("meetId"u8, Meet.Grouped);
            json.WriteString("sessionToken"u8, SessionToken);
            json.WriteString("viewToken"u8, ViewToken);
            json.WriteString("locationName"u8, LocationName);
            json.WriteNumberOrNull("priority"u8, Priority);
            json.WriteString("role"u8, MeetEventJson.RoleName(Role));
            json.WriteString("authorId"u8, AuthorId);
            json.WriteString("epoch"u8, Epoch);
            json.WriteNumber("headServerSeq"u8, HeadServerSeq);
            if (Block is { } block)
            {
                json.WriteStartObject("entryIds"u8);
                json.WriteNumber("from"u8, EntryIds.Of(block).From);
                json.WriteNumber("to"u8, EntryIds.Of(block).To);
                json.WriteEndObject();
            }
            else
                json.WriteNull("entryIds"u8);

            if (Locations is { } locations)
                WriteLocations(json, locations);
            json.WriteBoolean("finished"u8, Finished);
            json.WriteNumber("protocolVersion"u8, MeetWire.ProtocolVersion);
            json.WriteNumber("heartbeatSeconds"u8, HeartbeatSeconds);
            json.WriteTime("serverTime"u8, ServerTime);
        }
    }

    /// <summary>No entry.</summary>
    public sealed record JoinRejected(string Code, string Reason, int? RetryAfterMs = null) : MeetReply
    {
        internal override void WriteFields(Utf8JsonWriter json, Spelling spelling)
        {
            json.WriteString("code"u8, Code);
            json.WriteString("reason"u8, Reason);
            json.WriteNumberOrNull("retryAfterMs"u8, RetryAfterMs);
            WriteSupported(json, Code);
        }
    }

    /// <summary>A whole message was refused; with <paramref name="RetryAfterMs"/> it may be sent again later.</summary>
    public sealed record RequestRejected(string Request, string Code, string Reason, int? RetryAfterMs = null) : MeetReply
    {
        internal override void WriteFields(Utf8JsonWriter json, Spelling spelling)
        {
            json.WriteString("request"u8, Request);
            json.WriteString("code"u8, Code);
            json.WriteString("reason"u8, Reason);
            json.WriteNumberOrNull("retryAfterMs"u8, RetryAfterMs);
            WriteSupported(json, Code);
        }
    }

    /// <summary>Updates that are on disk under these numbers.</summary>
    public sealed record UpdateAck(ImmutableArray<(long Local, long Number)> Acks, long? LastServerSeq) : MeetReply
    {
        internal override void WriteFields(Utf8JsonWriter json, Spelling spelling)
        {
            json.WriteList("updateAcks"u8, Acks, ack =>
            {
                json.WriteNumber("localSeqNum"u8, ack.Local);
                json.WriteNumber("serverSeqNum"u8, ack.Number);
            });
            json.WriteNumberOrNull("lastServerSeq"u8, LastServerSeq);
        }
    }

    /// <summary>Updates that do not stand, and why.</summary>
    public sealed record UpdateRejected(ImmutableArray<(long Local, Refusal Refusal)> Refused, long? LastServerSeq) : MeetReply
    {
        internal override void WriteFields(Utf8JsonWriter json, Spelling spelling)
        {
            json.WriteList("updatesRejected"u8, Refused, one =>
            {
                var refusal = one.Refusal;
                json.WriteNumber("localSeqNum"u8, one.Local);
                json.WriteBoolean("conflict"u8, refusal.Standing is not null);
                json.WriteString("code"u8, refusal.Code);
                json.WriteString("reason"u8, refusal.Reason);
                if (refusal.Standing is { } standing)
                {
                    json.WriteStartObject("standing"u8);
                    json.WriteValueOrDelete(standing.Value);
                    json.WriteNumber("serverSeqNum"u8, standing.Number);
                    json.WriteNumber("priority"u8, standing.Priority);
                    json.WriteString("locationName"u8, standing.LocationName);
                    json.WriteString("authorId"u8, standing.AuthorId);
                    json.WriteEndObject();
                }
                else
                    json.WriteNull("standing"u8);
            });
            json.WriteNumberOrNull("lastServerSeq"u8, LastServerSeq);
        }
    }

    /// <summary>What others wrote.</summary>
    public sealed record UpdateRelay(string Epoch, IReadOnlyList<Item> Items, long LastServerSeq) : MeetReply
    {
        internal override void WriteFields(Utf8JsonWriter json, Spelling spelling)
        {
            json.WriteString("epoch"u8, Epoch);
            WriteItems(json, Items);
            json.WriteNumber("lastServerSeq"u8, LastServerSeq);
        }
    }

    /// <summary>A page of what stands above a cursor.</summary>
    public sealed record ServerPull(string Epoch, IReadOnlyList<Item> Items, long LastServerSeq, long HeadServerSeq, bool More, bool Resync, bool Finished) : MeetReply
    {
        internal override void WriteFields(Utf8JsonWriter json, Spelling spelling)
        {
            json.WriteString("epoch"u8, Epoch);
            WriteItems(json, Items);
            json.WriteNumber("lastServerSeq"u8, LastServerSeq);
            json.WriteNumber("headServerSeq"u8, HeadServerSeq);
            json.WriteBoolean("more"u8, More);
            json.WriteBoolean("resync"u8, Resync);
            json.WriteBoolean("finished"u8, Finished);
        }
    }

    /// <summary>The meet is closed, or what closing would say.</summary>
    public sealed record PublishAck(MeetId Meet, bool DryRun, bool AlreadyPublished, string CsvSource, string CsvSha256, Inspection Inspection, Delivery? Delivery,
        DateTimeOffset? FinishedAt) : MeetReply
    {
        internal override void WriteFields(Utf8JsonWriter json, Spelling spelling)
        {
            json.WriteString("meetId"u8, Meet.Grouped);
            json.WriteBoolean("dryRun"u8, DryRun);
            json.WriteBoolean("alreadyPublished"u8, AlreadyPublished);
            json.WriteString("csvSource"u8, CsvSource);
            json.WriteString("csvSha256"u8, CsvSha256);
            InspectionJson.Write(json, Inspection);
            Meets.Delivery.Write(json, Delivery);
            json.WriteTime("finishedAt"u8, FinishedAt);
        }
    }

    /// <summary>What a director changed.</summary>
    public sealed record MeetManaged(ImmutableArray<Location> Locations, string ViewToken, int SessionsEnded) : MeetReply
    {
        internal override void WriteFields(Utf8JsonWriter json, Spelling spelling)
        {
            WriteLocations(json, Locations);
            json.WriteString("viewToken"u8, ViewToken);
            json.WriteNumber("sessionsEnded"u8, SessionsEnded);
        }
    }

    /// <summary>Values that lost.</summary>
    public sealed record ConflictNotice(IReadOnlyList<Conflict> Conflicts) : MeetReply
    {
        internal override void WriteFields(Utf8JsonWriter json, Spelling spelling)
        {
            json.WriteList("conflicts"u8, Conflicts, conflict =>
            {
                json.WriteNumber("conflictId"u8, conflict.ConflictId);
                json.WriteString("state"u8, conflict.State switch { ConflictState.Open => "open", ConflictState.Applied => "applied", _ => "dismissed" });
                json.WriteTime("raisedAt"u8, conflict.RaisedAt);
                json.WriteString("updateKey"u8, conflict.Key.Text);
                json.WriteList("lost"u8, conflict.Lost, lost =>
                {
                    json.WriteString("updateKey"u8, lost.Key.Text);
                    json.WriteValueOrDelete(lost.Value);
                    json.WriteString("locationName"u8, lost.LocationName);
                    json.WriteNumber("priority"u8, lost.Priority);
                });
                json.WriteStartObject("standing"u8);
                json.WriteValueOrDelete(conflict.Standing.Value);
                json.WriteString("locationName"u8, conflict.Standing.LocationName);
                json.WriteNumber("priority"u8, conflict.Standing.Priority);
                json.WriteNumber("serverSeqNum"u8, conflict.Standing.Number);
                json.WriteEndObject();
            });
        }
    }

    /// <summary>Who is there.</summary>
    public sealed record Presence(IReadOnlyList<PresentLocation> Locations, int Readers, int Viewers) : MeetReply
    {
        internal override void WriteFields(Utf8JsonWriter json, Spelling spelling)
        {
            json.WriteList("locations"u8, Locations, location =>
            {
                json.WriteString("locationName"u8, location.LocationName);
                json.WriteNumber("priority"u8, location.Priority);
                json.WriteNumber("live"u8, location.Live);
                json.WriteTime("lastSeenAt"u8, location.LastSeenAt);
            });
            json.WriteNumber("readers"u8, Readers);
            json.WriteNumber("viewers"u8, Viewers);
        }
    }

    /// <summary>Something that concerns everybody: <c>shutdown</c>, <c>finished</c>, <c>recovering</c>.</summary>
    public sealed record ServerNotice(string Kind, string Message, int? RetryAfterMs) : MeetReply
    {
        internal override void WriteFields(Utf8JsonWriter json, Spelling spelling)
        {
            json.WriteString("kind"u8, Kind);
            json.WriteString("message"u8, Message);
            json.WriteNumberOrNull("retryAfterMs"u8, RetryAfterMs);
        }
    }

    /// <summary>The server asks a desk for what it holds above <paramref name="LastServerSeq"/>.</summary>
    public sealed record StateRecoveryRequest(MeetId Meet, string Epoch, long LastServerSeq, int Limit) : MeetReply
    {
        internal override void WriteFields(Utf8JsonWriter json, Spelling spelling)
        {
            json.WriteString("meetId"u8, Meet.Grouped);
            json.WriteString("epoch"u8, Epoch);
            json.WriteNumber("lastServerSeq"u8, LastServerSeq);
            json.WriteNumber("limit"u8, Limit);
        }
    }

    /// <summary>Lost state is back as far as anybody held it.</summary>
    public sealed record StateRecovered(MeetId Meet, string Epoch, string PreviousEpoch, long RecoveredThroughSeq, int UpdatesRecovered, long HeadServerSeq) : MeetReply
    {
        internal override void WriteFields(Utf8JsonWriter json, Spelling spelling)
        {
            json.WriteString("meetId"u8, Meet.Grouped);
            json.WriteString("epoch"u8, Epoch);
            json.WriteString("previousEpoch"u8, PreviousEpoch);
            json.WriteNumber("recoveredThroughSeq"u8, RecoveredThroughSeq);
            json.WriteNumber("updatesRecovered"u8, UpdatesRecovered);
            json.WriteNumber("headServerSeq"u8, HeadServerSeq);
        }
    }

    /// <summary>Here, and this is the time.</summary>
    public sealed record Pong(string? SentAt, DateTimeOffset ServerTime) : MeetReply
    {
        internal override void WriteFields(Utf8JsonWriter json, Spelling spelling)
        {
            json.WriteString("sentAt"u8, SentAt);
            json.WriteTime("serverTime"u8, ServerTime);
        }
    }

    /// <summary>Not a message of this protocol.</summary>
    public sealed record MalformedMessage(string ErrMsg, string? Field) : MeetReply
    {
        internal override void WriteFields(Utf8JsonWriter json, Spelling spelling)
        {
            json.WriteString("errMsg"u8, ErrMsg);
            json.WriteString("field"u8, Field);
        }
    }

    /// <summary>A type nobody knows, or one that only the server uses.</summary>
    public sealed record UnknownMessageType(string MsgType) : MeetReply
    {
        internal override void WriteFields(Utf8JsonWriter json, Spelling spelling) =>
            json.WriteString(spelling == Spelling.Flat ? "unknownMsgType"u8 : "msgType"u8, MsgType);
    }

    /// <summary>The session does not hold: <c>EXPIRED</c>, <c>ENDED</c>, <c>UNKNOWN</c>.</summary>
    public sealed record InvalidSession(string SessionToken, string Code) : MeetReply
    {
        internal override void WriteFields(Utf8JsonWriter json, Spelling spelling)
        {
            json.WriteString("sessionToken"u8, SessionToken);
            json.WriteString("code"u8, Code);
        }

        /// <summary>Never prints the token.</summary>
        public override string ToString() => $"InvalidSession {{ Code = {Code} }}";
    }

    private static void WriteLocations(Utf8JsonWriter json, ImmutableArray<Location> locations)
    {
        json.WriteStartArray("locations"u8);
        foreach (var location in locations)
            MeetAuthJson.WriteLocation(json, location);
        json.WriteEndArray();
    }

    private static void WriteSupported(Utf8JsonWriter json, string code)
    {
        if (code != "UNSUPPORTED_VERSION")
            return;
        json.WriteStartArray("supported"u8);
        json.WriteNumberValue(MeetWire.ProtocolVersion);
        json.WriteEndArray();
    }

    private static void WriteItems(Utf8JsonWriter json, IReadOnlyList<Item> items) => json.WriteList("updatesRelayed"u8, items, item =>
    {
        json.WriteString("updateKey"u8, item.Key.Text);
        json.WriteValueOrDelete(item.Value);
        json.WriteNumber("serverSeqNum"u8, item.Number);
        json.WriteNumber("priority"u8, item.Priority);
        json.WriteString("locationName"u8, item.LocationName);
        json.WriteString("authorId"u8, item.AuthorId);
        if (item.Overruled.IsEmpty)
            return;
        json.WriteStartArray("overruled"u8);
        foreach (var number in item.Overruled)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    });
}

/// <summary>A location as others see it.</summary>
public sealed record PresentLocation(string LocationName, int Priority, int Live, DateTimeOffset? LastSeenAt);
