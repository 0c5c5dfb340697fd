namespace Rollcall.Tests.Support;

/// <summary>How keys lie in one another (specification 3.2).</summary>
internal static class DeskKeys
{
    /// <summary>Whether <paramref name="outer"/> is a proper prefix of <paramref name="inner"/> at a dot or a bracket.</summary>
    public static bool Contains(string outer, string inner) =>
        inner.Length > outer.Length && inner[outer.Length] is '.' or '[' && inner.StartsWith(outer, StringComparison.Ordinal);

    /// <summary>Whether the two are the same object in the conflict rule.</summary>
    public static bool Meet(string one, string other) => one == other || Contains(one, other) || Contains(other, one);
}
