namespace Rollcall.Server.Hosting.Configuration;

/// <summary>A value that somebody gave for a key.</summary>
/// <param name="Path">The key as it was given, such as <c>sites.0.dir</c>.</param>
/// <param name="Value"><see cref="string"/>, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>, <see cref="LooseText"/>, or <see cref="Empty"/>.</param>
/// <param name="Origin">Where it came from, for people: <c>config.toml line 12</c>.</param>
public sealed record GivenSetting(string Path, object Value, string Origin)
{
    /// <summary>A section or list that was given with nothing in it.</summary>
    public sealed record Empty(bool List);

    /// <summary>The values in a file, one per key, lists by the number of their element.</summary>
    public static IEnumerable<GivenSetting> In(ConfigNode node, string file, string path = "")
    {
        var origin = node.Line > 0 ? $"{file} line {node.Line}" : file;
        var below = node switch
        {
            ConfigNode.Table table => table.Members.Select(member => (SettingPath.Quoted(member.Key), member.Value)),
            ConfigNode.Items items => items.Members.Select((member, i) => (i.ToString(System.Globalization.CultureInfo.InvariantCulture), member)),
            _ => null,
        };
        if (below is null)
            return [new GivenSetting(path, ((ConfigNode.Scalar)node).Value, origin)];
        var given = below.SelectMany(member => In(member.Item2, file, path.Length == 0 ? member.Item1 : $"{path}.{member.Item1}")).ToList();
        return given.Count > 0 || path.Length == 0 ? given : [new GivenSetting(path, new Empty(node is ConfigNode.Items), origin)];
    }
}
