using Rollcall.Server.Hosting.Configuration;
using Xunit;

namespace Rollcall.Tests.Server.Configuration;

public class TomlReaderTests
{
    [Theory]
    [InlineData("a = 1", 1L)]
    [InlineData("a = +1_000", 1000L)]
    [InlineData("a = -17", -17L)]
    [InlineData("a = 0xDEAD_beef", 0xDEADBEEFL)]
    [InlineData("a = 0o755", 493L)]
    [InlineData("a = 0b1101", 13L)]
    [InlineData("a = 9223372036854775807", long.MaxValue)]
    [InlineData("a = 1.5", 1.5)]
    [InlineData("a = -6.626e-34", -6.626e-34)]
    [InlineData("a = 1e06", 1e6)]
    [InlineData("a = -inf", double.NegativeInfinity)]
    [InlineData("a = true", true)]
    [InlineData("a = false # not true", false)]
    [InlineData("a = \"\"", "")]
    [InlineData("a = \"tab \\t quote \\\" \\\\ \\u00e9 \\U0001F3CB\"", "tab \t quote \" \\ é 🏋")]
    [InlineData("a = 'C:\\as\\it\\is'", "C:\\as\\it\\is")]
    [InlineData("a = \"\"\"\none\ntwo \\\n   three\"\"\"", "one\ntwo three")]
    [InlineData("a = \"\"\"she said \"\"yes\"\"\"\"\"", "she said \"\"yes\"\"")]
    [InlineData("a = '''\r\nraw \\n\r\nline'''", "raw \\n\nline")]
    [InlineData("'a' = 1 ", 1L)]
    [InlineData("\uFEFFa = 1", 1L)]
    public void A_value_is_read_as_what_it_is(string text, object expected) =>
        Assert.Equal(expected, ((ConfigNode.Scalar)TomlReader.Read(text).Members["a"]).Value);

    [Fact]
    public void Tables_lists_of_tables_dotted_keys_and_inline_tables_make_one_tree()
    {
        const string Text = """
            top = 1
            dotted . "quoted.name" . c = 2 # blanks around dots are allowed

            [section]
            list = [ 1, 2, # in between
                3, ]
            nested = [["a"], []]
            inline = { x = 1, y.z = "two" }

            [section.below]
            k = 'v'

            [[sites]]
            dir = "one"
              [sites.more]
              k = 1
            [[sites]]
            dir = "two"
            """;
        Assert.Equal(
            "{dotted:{quoted.name:{c:2}},section:{below:{k:v},inline:{x:1,y:{z:two}},list:[1,2,3],nested:[[a],[]]},"
            + "sites:[{dir:one,more:{k:1}},{dir:two}],top:1}",
            Written(TomlReader.Read(Text)));
    }

    [Theory]
    [InlineData(1, "a")]
    [InlineData(1, "a =")]
    [InlineData(1, "= 1")]
    [InlineData(1, "a = word")]
    [InlineData(1, "a = 1 b = 2")]
    [InlineData(1, "a = 012")]
    [InlineData(1, "a = 1__0")]
    [InlineData(1, "a = _1")]
    [InlineData(1, "a = 1.")]
    [InlineData(1, "a = .5")]
    [InlineData(1, "a = 9223372036854775808")]
    [InlineData(1, "a = 0x1_0000_0000_0000_0000")]
    [InlineData(1, "a = 2026-03-14")]
    [InlineData(1, "a = \"open")]
    [InlineData(2, "a = \"ok\"\nb = \"bad \\q\"")]
    [InlineData(1, "a = \"\\ud800\"")]
    [InlineData(3, "a = \"\"\"\nnever\nclosed")]
    [InlineData(1, "a = [1 2]")]
    [InlineData(1, "a = {b = 1")]
    [InlineData(1, "a = {b = 1,}")]
    [InlineData(2, "a = {b = 1}\na.c = 2")]
    [InlineData(2, "a = 1\na = 2")]
    [InlineData(3, "[a]\nb = 1\n[a]")]
    [InlineData(2, "a = 1\n[a.b]")]
    [InlineData(3, "[a]\nb.c = 1\n[a.b]")]
    [InlineData(4, "[a.b]\nx = 1\n[a]\nb.y = 2")]
    [InlineData(2, "[[a]]\n[a]")]
    [InlineData(2, "a = []\n[[a]]")]
    [InlineData(1, "[a")]
    [InlineData(1, "[[a]")]
    [InlineData(1, "[] ")]
    [InlineData(1, "# bell \a")]
    public void What_is_not_TOML_is_refused_with_its_line(int line, string text) =>
        Assert.Equal(line, Assert.Throws<ConfigSyntaxException>(() => TomlReader.Read(text)).Line);

    private static string Written(ConfigNode node) => node switch
    {
        ConfigNode.Table table => $"{{{string.Join(',', table.Members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}:{Written(m.Value)}"))}}}",
        ConfigNode.Items items => $"[{string.Join(',', items.Members.Select(Written))}]",
        _ => $"{((ConfigNode.Scalar)node).Value}",
    };
}
