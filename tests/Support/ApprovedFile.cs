using Xunit;

namespace Rollcall.Tests.Support;

/// <summary>A file of the repository that must say what the code says. APPROVE=1 in the environment writes it anew; the difference is then seen in review.</summary>
internal static class ApprovedFile
{
    public static void MustBe(string path, string content)
    {
        var full = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(full, content);
        var there = File.Exists(full) ? File.ReadAllText(full) : "";
        Assert.True(there == content, $"{path} does not say what the code says; look at the difference after APPROVE=1 ./test\n{FirstDifference(there, content)}");
    }

    private static string FirstDifference(string there, string content)
    {
        var (old, now) = (there.Split('\n'), content.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(old.Length, now.Length)).FirstOrDefault(i => old.ElementAtOrDefault(i) != now.ElementAtOrDefault(i));
        return $"line {line + 1}\n  file: {old.ElementAtOrDefault(line)}\n  code: {now.ElementAtOrDefault(line)}";
    }
}
