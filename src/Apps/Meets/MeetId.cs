namespace Rollcall.Apps.Meets;

/// <summary>A meet's id: nine digits, the first 1-9. Written in groups of three; read with or without hyphens, spaces, dots or underscores.</summary>
public readonly record struct MeetId
{
    private MeetId(int number) => Number = number;

    /// <summary>100000000 to 999999999.</summary>
    public int Number { get; }

    /// <summary>The nine digits, as the folder and the channel are named.</summary>
    public string Digits => Number.ToString("D9", null);

    /// <summary>As people read it: <c>482-913-057</c>.</summary>
    public string Grouped => $"{Number / 1_000_000}-{Number / 1000 % 1000:D3}-{Number % 1000:D3}";

    /// <summary>Makes one of a number between 100000000 and 999999999.</summary>
    public static MeetId Of(int number) =>
        number is >= 100_000_000 and <= 999_999_999 ? new(number) : throw new ArgumentOutOfRangeException(nameof(number), number, "A meet id has nine digits");

    /// <summary>Reads any accepted writing.</summary>
    public static bool TryParse(string? text, out MeetId id)
    {
        id = default;
        if (text is null or { Length: > 64 })
            return false;
        var (number, digits) = (0L, 0);
        foreach (var c in text)
        {
            if (c is '-' or ' ' or '.' or '_')
                continue;
            if (!char.IsAsciiDigit(c) || ++digits > 9)
                return false;
            number = number * 10 + (c - '0');
        }

        if (number < 100_000_000)
            return false;
        id = new((int)number);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Grouped;
}
