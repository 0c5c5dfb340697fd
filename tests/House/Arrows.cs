using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Rollcall.Apps.Meets;
using Rollcall.Core.Channels;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.House;

public partial class Arrows
{
    [Fact]
    public void The_arrows_between_the_rooms_are_the_approved_ones()
    {
        var text = new StringBuilder("# Which folder of src uses which, by its using lines and full names. APPROVE=1 ./test writes this file anew.\n\n");
        foreach (var project in Sources("*.csproj"))
        {
            foreach (var reference in XDocument.Load(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!)))
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(project)} => {reference}\n");
        }

        text.Append('\n');
        foreach (var (from, to) in RoomArrows())
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{from} -> {to}\n");
        ApprovedFile.MustBe("tests/House/arrows.approved.txt", text.ToString());
    }

    [Fact]
    public void The_core_knows_no_application_and_no_HTTP() =>
        Assert.DoesNotContain(References(typeof(ChannelName)), IsAny("Microsoft.AspNetCore", "Rollcall.Apps", "rollcall", "System.Net.Http", "System.Net.HttpListener"));

    [Fact]
    public void Applications_know_no_transport() =>
        Assert.DoesNotContain(
            References(typeof(MeetSettings)),
            IsAny("Microsoft.AspNetCore", "rollcall", "System.Net.Http", "System.Net.HttpListener", "System.Net.WebSockets", "System.Net.Sockets"));

    [Fact]
    public void Applications_know_nothing_of_one_another() =>
        Assert.DoesNotContain(RoomArrows(), arrow => arrow.From.StartsWith("Apps/", StringComparison.Ordinal) && arrow.To.StartsWith("Apps/", StringComparison.Ordinal));

    private static IEnumerable<string> References(Type within) => within.Assembly.GetReferencedAssemblies().Select(name => name.Name!);

    private static Predicate<string> IsAny(params string[] beginnings) => name => beginnings.Any(b => name.StartsWith(b, StringComparison.Ordinal));

    private static SortedSet<(string From, string To)> RoomArrows()
    {
        var arrows = new SortedSet<(string, string)>();
        foreach (var file in Sources("*.cs"))
        {
            var from = Room(Path.GetDirectoryName(Path.GetRelativePath(Path.Combine(Repository.Root, "src"), file))!.Split(Path.DirectorySeparatorChar));
            foreach (var match in RollcallName().EnumerateMatches(File.ReadAllText(file)))
            {
                var to = Room(File.ReadAllText(file).Substring(match.Index, match.Length).Split('.')[1..]);
                if (to != from)
                    arrows.Add((from, to));
            }
        }

        return arrows;
    }

    // A room is the first folder of a project: Core/Store, Apps/Meets, Server/Hosting.
    private static string Room(string[] path) => string.Join('/', path.Take(2));

    private static IEnumerable<string> Sources(string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"(?<!namespace )\bRollcall\.(Core|Apps|Server)\.[A-Z]\w*", RegexOptions.CultureInvariant)]
    private static partial Regex RollcallName();
}
