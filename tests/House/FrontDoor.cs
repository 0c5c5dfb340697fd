using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.House;

public class FrontDoor
{
    private static readonly string[] Welcome =
    [
        ".ci", ".editorconfig", ".gitattributes", ".gitignore", ".dockerignore", "BannedSymbols.txt", "Directory.Build.props", "Directory.Packages.props", "LICENSE", "README.md",
        "Rollcall.slnx", "bench", "clients", "deploy", "docs", "global.json", "rollcall", "src", "test", "tests", "web",
    ];

    // What is made by building and running, and never kept with the source.
    private static readonly string[] Made = [".git", "artifacts", "data", "node_modules", ".vs", ".vscode", ".idea"];

    [Fact]
    public void The_root_of_the_repository_holds_only_what_belongs_there() =>
        Assert.Empty(Directory.EnumerateFileSystemEntries(Repository.Root).Select(Path.GetFileName).Except(Welcome).Except(Made));
}
