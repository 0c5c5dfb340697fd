namespace Rollcall.Tests.Support;

/// <summary>The folder the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Rollcall.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("the tests do not lie below the repository");
        return folder.FullName;
    }
}
