using System.Collections;
using System.Reflection;
using Rollcall.Apps.Meets;

namespace Rollcall.Tests.Support.Meets;

/// <summary>All of a request as text, lists written out, so that two can be compared.</summary>
internal static class RequestText
{
    public static string Of(MeetRequest request) => Text(request);

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        SyncedValue synced => synced.ToString(),
        MeetKey key => key.Text,
        IEnumerable all => $"[{string.Join(", ", all.Cast<object?>().Select(Text))}]",
        _ when value.GetType().IsPrimitive || value is Enum => value.ToString()!,
        _ => value.GetType().Name + "{" + string.Join(", ", value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(one => one.GetIndexParameters().Length == 0)
            .OrderBy(one => one.Name, StringComparer.Ordinal).Select(one => $"{one.Name}={Text(one.GetValue(value))}")) + "}",
    };
}
