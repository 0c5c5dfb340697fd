using System.Text;
using System.Text.RegularExpressions;
using Rollcall.Apps.Meets;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.House;

public partial class ProtocolPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs/protocol/meets.md"));
    private static readonly HashSet<string> ClientMessages = [.. CasesOf(typeof(MeetRequest))];
    private static readonly ILookup<bool, string> Examples = Fence().Matches(Page).Select(match => match.Groups[1].Value.Trim()).ToLookup(text => ClientMessages.Contains(JsonShape.Of(text).Name));

    [Fact]
    public void Every_example_of_a_client_message_is_one_the_server_understands()
    {
        var wire = new MeetWire(maxJsonDepth: 32, maxUpdatesPerBatch: 500);
        Assert.All(Examples[true], example => Assert.Null(wire.Read(Encoding.UTF8.GetBytes(example)).Fault));
    }

    [Fact]
    public void Every_update_key_in_an_example_is_a_key() =>
        Assert.All(UpdateKey().Matches(Page).Select(match => match.Groups[1].Value), key => Assert.True(MeetKey.TryParse(key, 200, out _), key));

    [Fact]
    public async Task Every_example_of_a_server_message_has_the_fields_the_server_writes()
    {
        var spoken = SpokenReplies.Messages.Concat(await SpokenReplies.BodiesAsync()).Select(JsonShape.Of).ToLookup(shape => shape.Name, shape => shape.Lines);
        Assert.All(Examples[false].Select(JsonShape.Of), example => Assert.Empty(example.Lines.Except(spoken[example.Name].SelectMany(lines => lines))));
    }

    [Fact]
    public void Every_message_of_both_sides_has_an_example()
    {
        var shown = Examples.SelectMany(one => one).Select(example => JsonShape.Of(example).Name).ToHashSet();
        var spoken = SpokenReplies.Messages.Select(message => JsonShape.Of(message).Name).ToHashSet();
        Assert.Empty(ClientMessages.Concat(spoken).Except(shown));
        // Welcome is MeetCreated and MeetJoined; the time is told on event streams only, which have no envelope.
        Assert.Empty(CasesOf(typeof(MeetReply)).Except(["Welcome", "TimeNow"]).Except(spoken));
    }

    [Fact]
    public void Every_code_a_client_may_be_told_is_explained_and_no_other()
    {
        var folders = new[] { "src/Apps/Meets", "src/Server/Doors/Meets" };
        var told = folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs"))
            .SelectMany(File.ReadLines).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(line => QuotedCode().Matches(line)).Select(match => match.Groups[1].Value).ToHashSet();
        var section = Page[Page.IndexOf("\n## 15.", StringComparison.Ordinal)..Page.IndexOf("\n## 16.", StringComparison.Ordinal)];
        var explained = FirstColumn().Matches(section).SelectMany(row => Code().Matches(row.Value)).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.Equal(told.Order(), explained.Order());
    }

    private static IEnumerable<string> CasesOf(Type union) => union.GetNestedTypes().Where(one => !one.IsAbstract && one.IsSubclassOf(union)).Select(one => one.Name);

    [GeneratedRegex("^```json\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("\"updateKey\":\"([^\"]*)\"")]
    private static partial Regex UpdateKey();

    [GeneratedRegex("\"([A-Z]{2,}(?:_[A-Z]+)*)\"")]
    private static partial Regex QuotedCode();

    [GeneratedRegex(@"^\| `[^|]*\|", RegexOptions.Multiline)]
    private static partial Regex FirstColumn();

    [GeneratedRegex("`([A-Z_]+)`")]
    private static partial Regex Code();
}
