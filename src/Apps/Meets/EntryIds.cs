namespace Rollcall.Apps.Meets;

/// <summary>A block of entry ids: handed out once in a meet's life, so that two desks can never make the same id. Ids below 10,000 are left to
/// entries made before the meet went live.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
public readonly record struct EntryIds(long From, long To)
{
    /// <summary>How many ids a block has.</summary>
    public const long BlockSize = 10_000;

    /// <summary>How many blocks are left out after state was lost: more than anybody can have joined unseen.</summary>
    public const long Gap = 1_000;

    /// <summary>The ids of a block.</summary>
    public static EntryIds Of(long block) => new(block * BlockSize, block * BlockSize + BlockSize - 1);

    /// <summary>The block an id lies in.</summary>
    public static long BlockOf(long id) => id / BlockSize;
}
