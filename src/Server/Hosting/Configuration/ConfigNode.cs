namespace Rollcall.Server.Hosting.Configuration;

/// <summary>A piece of a configuration file, whatever its notation.</summary>
/// <param name="Line">Where it stands, counted from 1; 0 where the notation does not tell.</param>
public abstract record ConfigNode(int Line)
{
    /// <summary>Names and what they stand for, in the order of the file.</summary>
    public sealed record Table(Dictionary<string, ConfigNode> Members, int Line) : ConfigNode(Line);

    /// <summary>Several of a kind.</summary>
    public sealed record Items(List<ConfigNode> Members, int Line) : ConfigNode(Line);

    /// <summary>A single value: <see cref="string"/>, <see cref="long"/>, <see cref="double"/> or <see cref="bool"/>, or <see cref="LooseText"/>.</summary>
    public sealed record Scalar(object Value, int Line) : ConfigNode(Line);
}

/// <summary>A value written without saying of which type it is (environment, command line, plain YAML); the key decides.</summary>
public sealed record LooseText(string Text);

/// <summary>A configuration file that cannot be read as its notation.</summary>
public sealed class ConfigSyntaxException(string message, int line) : Exception(message)
{
    /// <summary>Where, counted from 1; 0 where the notation does not tell.</summary>
    public int Line { get; } = line;
}
