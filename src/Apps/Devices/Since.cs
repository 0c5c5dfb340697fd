namespace Rollcall.Apps.Devices;

/// <summary>What a client that stands at a cursor gets: the events after it, or word that it must start over (specification 5.4).</summary>
/// <param name="After">The events after this <c>seq</c>; null: gone, fetch the state.</param>
public readonly record struct Since(long? After)
{
    /// <summary>Finds the first case that fits.</summary>
    /// <param name="cursor">From 0.</param>
    /// <param name="epoch">The life of the log the cursor is of, or null where the client did not say.</param>
    /// <param name="life">The log's life.</param>
    /// <param name="head">The latest event; 0 for none.</param>
    public static Since Answer(long cursor, string? epoch, LogLife life, long head)
    {
        // From the beginning there is nothing that could be missing.
        if (cursor == 0)
            return new(life.Floor - 1);
        if (epoch is not null && epoch != life.Epoch)
            return new(null);
        if (cursor == head)
            return new(head);
        return new(cursor > head || cursor + 1 < life.Floor ? null : cursor);
    }
}
