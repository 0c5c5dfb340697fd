namespace Rollcall.Bench.Servers;

/// <summary>What every server under test broadcasts.</summary>
internal static class Update
{
    /// <summary>Bytes of one update.</summary>
    public const int Size = 200;

    /// <summary>One update, as text.</summary>
    public static string Text { get; } = new('x', Size);
}
