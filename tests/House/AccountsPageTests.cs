using System.Text.RegularExpressions;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.House;

/// <summary>The protocol page of accounts explains every code its doors tell, and no other.</summary>
public partial class AccountsPageTests
{
    [Fact]
    public void Every_code_a_client_may_be_told_is_explained_and_no_other()
    {
        var told = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src/Server/Doors/Accounts"), "*.cs").Select(File.ReadAllText)
            .SelectMany(text => ToldCode().Matches(text)).Select(match => match.Groups[1].Value).Append("invalid_field").ToHashSet();
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/protocol/accounts.md"));
        var explained = FirstColumn().Matches(page[page.IndexOf("## 6. Codes", StringComparison.Ordinal)..]).Select(match => match.Groups[1].Value);
        Assert.Equal(told.Order(), explained.Order());
    }

    // What follows a status in a refusal.
    [GeneratedRegex("(?:StatusCodes\\.Status\\d+\\w+|answer\\.Status), \"([a-z_]+)\"")]
    private static partial Regex ToldCode();

    [GeneratedRegex("^\\| `([a-z_]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex FirstColumn();
}
