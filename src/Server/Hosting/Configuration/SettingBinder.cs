using System.Collections;
using System.Reflection;

namespace Rollcall.Server.Hosting.Configuration;

/// <summary>A key with the value that counts.</summary>
/// <param name="Path">The key, such as <c>sites.0.dir</c>.</param>
/// <param name="Key">What is known of it.</param>
/// <param name="Value">What counts.</param>
/// <param name="Origin">Where it came from: <c>default</c>, or as in <see cref="GivenSetting.Origin"/>.</param>
public sealed record EffectiveSetting(string Path, SettingKey Key, object? Value, string Origin);

/// <summary>Makes records of what was given: finds the property of each key, checks type and range, and keeps where each value came from.
/// Used once, by one thread.</summary>
internal sealed class SettingBinder
{
    private static readonly Dictionary<string, SettingKey> Known = SettingKeys.All.ToDictionary(key => key.Path);

    /// <summary>What is wrong, one line each; empty if all is well.</summary>
    public List<string> Findings { get; } = [];

    /// <summary>Every key with the value that counts.</summary>
    public List<EffectiveSetting> Effective { get; } = [];

    /// <summary>Makes a section's record.</summary>
    /// <param name="type">The record's type.</param>
    /// <param name="tree">What was given for it.</param>
    /// <param name="path">The section's name with a dot after it, as given; empty at the top.</param>
    /// <param name="pattern">The same with <c>N</c> for the numbers of elements and <c>NAME</c> for names that operators choose.</param>
    public object Section(Type type, SettingTree? tree, string path = "", string pattern = "")
    {
        var section = Activator.CreateInstance(type)!;
        var unknown = tree is null ? [] : new Dictionary<string, SettingTree>(tree.Children);
        if (tree?.Given is { Value: not GivenSetting.Empty { List: false } } misplaced)
            Findings.Add($"{misplaced.Path} = {SettingValues.Show(misplaced.Value)} ({misplaced.Origin}): is a section; give its keys, such as {Example(pattern)}");
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = SettingKeys.Name(property.Name);
            unknown.Remove(name, out var given);
            if (SettingKeys.IsSection(property.PropertyType))
                property.SetValue(section, Section(property.PropertyType, given, $"{path}{name}.", $"{pattern}{name}."));
            else if (SettingKeys.ElementOf(property.PropertyType) is { } element && SettingKeys.IsSection(element))
                property.SetValue(section, Sections(element, given, $"{path}{name}.", $"{pattern}{name}."));
            else if (SettingKeys.NamedOf(property.PropertyType) is { } named)
                property.SetValue(section, Tables(named, given, $"{path}{name}.", $"{pattern}{name}."));
            else
                Single(section, property, given, path + name, Known[pattern + name]);
        }

        foreach (var (name, given) in unknown)
            Unknown(given, path + name);
        return section;
    }

    private IList Sections(Type element, SettingTree? given, string path, string pattern)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        if (given?.Given is { Value: not GivenSetting.Empty } misplaced)
            Findings.Add($"{misplaced.Path} ({misplaced.Origin}): is a list of sections; give {Example(pattern.Replace(".N.", ".0.", StringComparison.Ordinal) + "N.")}");
        foreach (var (number, tree) in given?.Elements ?? [])
        {
            if (number.All(char.IsAsciiDigit))
                list.Add(Section(element, tree, $"{path}{number}.", $"{pattern}N."));
            else
                Unknown(tree, path + number);
        }

        return list;
    }

    private IDictionary Tables(Type named, SettingTree? given, string path, string pattern)
    {
        var tables = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), named))!;
        if (given?.Given is { Value: not GivenSetting.Empty { List: false } } misplaced)
            Findings.Add($"{misplaced.Path} ({misplaced.Origin}): is a table of sections by name; give {Example(pattern)}");
        foreach (var (name, tree) in given?.Children ?? [])
            tables.Add(name, Section(named, tree, $"{path}{SettingPath.Quoted(name)}.", $"{pattern}NAME."));
        return tables;
    }

    private void Single(object section, PropertyInfo property, SettingTree? tree, string path, SettingKey key)
    {
        if (tree is null || (tree.Given is null && tree.Children.Count == 0))
        {
            Effective.Add(new EffectiveSetting(path, key, key.Default, "default"));
            return;
        }

        var element = SettingKeys.ElementOf(property.PropertyType);
        if (element is null && tree.Given is null)
        {
            Findings.Add($"{FirstBelow(tree).Path} ({FirstBelow(tree).Origin}) is not a key; {path} takes a single value");
            return;
        }

        var given = tree.Given ?? FirstBelow(tree);
        var (value, problem) = element is null
            ? SettingValues.Convert(key, given.Value)
            : SettingValues.ConvertList(tree.Given?.Value, [.. tree.Elements.Select(e => (e.Number, e.Element.Given?.Value))]);
        if (problem is not null)
        {
            Findings.Add($"{path} = {(key.Secret ? "(hidden)" : SettingValues.Show(given.Value))} ({given.Origin}): {problem}");
            return;
        }

        property.SetValue(section, value);
        Effective.Add(new EffectiveSetting(path, key, value, given.Origin));
    }

    private void Unknown(SettingTree tree, string path)
    {
        var given = tree.Given ?? FirstBelow(tree);
        var name = given.Path.Length > path.Length ? given.Path : path;
        Findings.Add($"{name} ({given.Origin}) is not a key; did you mean {NearestName.To(name, Known.Keys)}?");
    }

    private static GivenSetting FirstBelow(SettingTree tree) => tree.Given ?? FirstBelow(tree.Children.Values.First());

    private static string Example(string pattern) =>
        Known.Keys.First(key => key.StartsWith(pattern, StringComparison.Ordinal)).Replace(".N.", ".0.", StringComparison.Ordinal).Replace(".NAME.", ".name.", StringComparison.Ordinal);
}
