using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.Hosting.Configuration;

/// <summary>One key an operator can set.</summary>
/// <param name="Path">Its full name, such as <c>meets.max_entries</c>; the number of a list's element is written <c>N</c>, as in <c>sites.N.dir</c>,
/// a name that operators choose themselves <c>NAME</c>, as in <c>rooms.subtypes.NAME.max_bytes</c>.</param>
/// <param name="Property">Where it arrives.</param>
/// <param name="Default">What stands if nobody sets it.</param>
public sealed record SettingKey(string Path, PropertyInfo Property, object? Default)
{
    /// <summary>Why it is there, for the operator.</summary>
    public string Reason => Property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "";

    /// <summary>The least and the most it may be, or null.</summary>
    public RangeAttribute? Range => Property.GetCustomAttribute<RangeAttribute>();

    /// <summary>Whether its value is never shown.</summary>
    public bool Secret => Property.GetCustomAttribute<PasswordPropertyTextAttribute>() is { Password: true };

    /// <summary>The unit its name ends in, in words; empty for none.</summary>
    public string Unit => Path[(Path.LastIndexOfAny(['_', '.']) + 1)..] switch
    {
        "s" => "seconds",
        "ms" => "milliseconds",
        "days" => "days",
        "bytes" => "bytes",
        _ => "",
    };
}

/// <summary>The keys that exist, read from the records under <see cref="RollcallSettings"/>: a property is a key, a record a section.</summary>
public static class SettingKeys
{
    /// <summary>All keys in the order of the records, those of the top level first.</summary>
    public static IReadOnlyList<SettingKey> All { get; } =
        [.. Of(typeof(RollcallSettings), "").OrderBy(key => key.Path.Contains('.', StringComparison.Ordinal))];

    /// <summary>The name of a property as a key.</summary>
    public static string Name(string property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property);

    /// <summary>Whether a property's type is a section: a record with keys of its own.</summary>
    public static bool IsSection(Type type) => type.IsClass && type.Namespace?.StartsWith("Rollcall.", StringComparison.Ordinal) == true;

    /// <summary>What a list's elements are; null for what is not a list.</summary>
    public static Type? ElementOf(Type type) =>
        type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) && NamedOf(type) is null ? type.GetGenericArguments()[0] : null;

    /// <summary>The section that stands under each name of a table whose names operators choose; null for what is not such a table.</summary>
    public static Type? NamedOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) ? type.GetGenericArguments()[1] : null;

    private static IEnumerable<SettingKey> Of(Type section, string prefix)
    {
        var defaults = Activator.CreateInstance(section);
        foreach (var property in section.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var path = prefix + Name(property.Name);
            if (IsSection(property.PropertyType))
            {
                foreach (var key in Of(property.PropertyType, path + "."))
                    yield return key;
            }
            else if (ElementOf(property.PropertyType) is { } element && IsSection(element))
            {
                foreach (var key in Of(element, path + ".N."))
                    yield return key;
            }
            else if (NamedOf(property.PropertyType) is { } named)
            {
                foreach (var key in Of(named, path + ".NAME."))
                    yield return key;
            }
            else
            {
                yield return new SettingKey(path, property, property.GetValue(defaults));
            }
        }
    }
}
