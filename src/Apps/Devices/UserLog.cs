using System.Collections.Immutable;

namespace Rollcall.Apps.Devices;

/// <summary>The life of a user's log, kept beside it so that an empty log has one too.</summary>
/// <param name="Epoch">Its name.</param>
/// <param name="Floor">The oldest <c>seq</c> still kept; one above the head where none is.</param>
public sealed record LogLife(string Epoch, long Floor);

/// <summary>The durable part of <c>user:&lt;id&gt;</c>: what a person's devices changed, folded. Immutable.</summary>
/// <param name="UserId">Whose.</param>
public sealed record UserLog(long UserId)
{
    /// <summary>The log's life; null before anything was asked of it.</summary>
    public LogLife? Life { get; init; }

    /// <summary>The latest event; null where there is none.</summary>
    public SyncEvent? Latest { get; init; }

    /// <summary>The latest <c>seq</c> by somebody else than the author of <see cref="Latest"/>; 0 where there is none.</summary>
    public long LatestOfAnother { get; init; }

    /// <summary>The documents.</summary>
    public Documents Documents { get; init; } = Documents.Empty;

    /// <summary>Which operation appended which event, as far back as events are kept: what makes a repeated append one.</summary>
    public ImmutableDictionary<string, long> Done { get; init; } = ImmutableDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>The latest <c>seq</c>; 0 for none.</summary>
    public long Head => Latest?.Seq ?? 0;

    /// <summary>The latest event by another author than this device; 0 where there is none.</summary>
    public long LatestNotBy(long deviceId) => Latest is { } latest && !latest.Author.Is(deviceId) ? latest.Seq : LatestOfAnother;

    /// <summary>The log after an event.</summary>
    internal UserLog After(SyncEvent next, string? operation) => this with
    {
        LatestOfAnother = Latest is { } latest && latest.Author != next.Author ? latest.Seq : LatestOfAnother,
        Latest = next,
        Documents = DocumentEvent.Fold(Documents, next),
        Done = operation is null ? Done : Done.SetItem(operation, next.Seq),
    };

    /// <summary>The log when events before the life's floor are no longer kept.</summary>
    internal UserLog Living(LogLife? life) => this with
    {
        Life = life,
        Done = life is null || life.Floor <= 1 ? Done : Done.RemoveRange(Done.Where(one => one.Value < life.Floor).Select(one => one.Key)),
    };
}
