using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Rollcall.Server.Hosting.Configuration;

/// <summary>Reads a configuration file in YAML: one document of mappings, sequences and scalars.</summary>
public static class YamlReader
{
    /// <summary>Reads the whole text; throws <see cref="ConfigSyntaxException"/> with the line where it is not YAML of that shape.</summary>
    public static ConfigNode.Table Read(string text)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new ConfigSyntaxException(e.InnerException?.Message ?? e.Message, (int)e.Start.Line);
        }

        catch (InvalidOperationException)
        {
            // What the parser says of some unfinished lists; it does not tell where.
            throw new ConfigSyntaxException("this is not YAML; look for a list or mapping that is not closed", 0);
        }

        if (yaml.Documents.Count == 0 || yaml.Documents[0].RootNode is YamlScalarNode { Value: null or "" })
            return new ConfigNode.Table([], 1);
        if (yaml.Documents.Count > 1)
            throw new ConfigSyntaxException("there must be one document only", (int)yaml.Documents[1].RootNode.Start.Line);
        return Node(yaml.Documents[0].RootNode) as ConfigNode.Table ?? throw new ConfigSyntaxException("keys and values expected at the top", 1);
    }

    private static ConfigNode? Node(YamlNode node) => node switch
    {
        YamlMappingNode mapping => Table(mapping),
        YamlSequenceNode sequence => new ConfigNode.Items([.. sequence.Children.Select(Node).OfType<ConfigNode>()], Line(node)),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" } => null, // left open: the default stands
        YamlScalarNode { Style: ScalarStyle.Plain } plain => new ConfigNode.Scalar(new LooseText(plain.Value!), Line(node)),
        YamlScalarNode quoted => new ConfigNode.Scalar(quoted.Value ?? "", Line(node)),
        _ => throw new ConfigSyntaxException("only mappings, sequences and scalars are used", Line(node)),
    };

    private static ConfigNode.Table Table(YamlMappingNode mapping)
    {
        var members = new Dictionary<string, ConfigNode>();
        foreach (var (key, value) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { } name })
                throw new ConfigSyntaxException("a key must be a name", Line(key));
            if (Node(value) is { } there)
                members.Add(name, there);
        }

        return new ConfigNode.Table(members, Line(mapping));
    }

    private static int Line(YamlNode node) => (int)node.Start.Line;
}
