using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Rollcall.Apps.Meets;

/// <summary>One writing for all JSON texts of the same value: members sorted by code unit, numbers by value, strings unescaped.</summary>
internal static class CanonicalJson
{
    /// <summary>Writes it; the result is for comparing, not for reading.</summary>
    public static byte[] Write(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 256 });
        var target = new ArrayBufferWriter<byte>(json.Length + 16);
        try
        {
            Write(document.RootElement, target);
            return target.WrittenSpan.ToArray();
        }
        catch (InvalidOperationException)
        {
            // Escapes that are no text: such a value is equal only to the very same bytes.
            return json.ToArray();
        }
    }

    private static void Write(JsonElement element, ArrayBufferWriter<byte> target)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                target.Write("{"u8);
                foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    Text(member.Name, target);
                    Write(member.Value, target);
                }

                target.Write("}"u8);
                break;
            case JsonValueKind.Array:
                target.Write("["u8);
                foreach (var one in element.EnumerateArray())
                {
                    Write(one, target);
                    target.Write(","u8);
                }

                target.Write("]"u8);
                break;
            case JsonValueKind.String:
                Text(element.GetString()!, target);
                break;
            case JsonValueKind.Number:
                Number(element.GetRawText(), target);
                break;
            default:
                Encoding.UTF8.GetBytes(element.GetRawText(), target);
                break;
        }
    }

    // The length in front keeps two neighbouring texts from running into one another.
    private static void Text(string text, ArrayBufferWriter<byte> target) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"{text.Length}:{text}"), target);

    /// <summary>Digits without zeros at either end, and the power of ten that belongs to them: 180, 180.0 and 1.8e2 are all <c>18e1</c>.</summary>
    private static void Number(string text, ArrayBufferWriter<byte> target)
    {
        var (digits, exponent, fraction) = (new StringBuilder(text.Length), 0L, false);
        var negative = text[0] == '-';
        for (var i = negative ? 1 : 0; i < text.Length; i++)
        {
            if (text[i] == '.')
                fraction = true;
            else if (text[i] is 'e' or 'E')
            {
                exponent += long.TryParse(text.AsSpan(i + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power) ? power : 1_000_000_000;
                break;
            }
            else
            {
                if (fraction)
                    exponent--;
                if (digits.Length > 0 || text[i] != '0')
                    digits.Append(text[i]);
            }
        }

        while (digits.Length > 0 && digits[^1] == '0')
        {
            digits.Length--;
            exponent++;
        }

        var canonical = digits.Length == 0 ? "#0;" : string.Create(CultureInfo.InvariantCulture, $"#{(negative ? "-" : "")}{digits}e{exponent};");
        Encoding.UTF8.GetBytes(canonical, target);
    }
}
