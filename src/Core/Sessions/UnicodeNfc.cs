using System.Globalization;
using System.Text;

namespace Rollcall.Core.Sessions;

/// <summary>Unicode's composed form (NFC): an é typed as one character and an é typed as e and an accent become the same. The framework's own
/// <c>string.Normalize</c> changes nothing here, because this program runs without the operating system's language data.</summary>
public static class UnicodeNfc
{
    // Below this every character stands for itself.
    private const char FirstCombining = '\u0300';

    // Hangul syllables are made by arithmetic (chapter 3.12 of the Unicode standard).
    private const int Syllables = 0xAC00, Leads = 0x1100, Vowels = 0x1161, Trails = 0x11A7;
    private const int LeadCount = 19, VowelCount = 21, TrailCount = 28, SyllableCount = LeadCount * VowelCount * TrailCount;

    private static readonly Lazy<Table> Known = new(Table.Read);

    /// <summary>The composed form of a text.</summary>
    public static string Compose(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange(FirstCombining, char.MaxValue)) return text;
        var characters = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes()) Decompose(rune.Value, characters);
        Order(characters);
        var composed = new StringBuilder(text.Length);
        foreach (var character in Compose(characters)) composed.Append(new Rune(character));
        return composed.ToString();
    }

    /// <summary>The text with every letter and its accents as characters of their own, as far as they are known apart.</summary>
    public static string Decompose(string text)
    {
        var characters = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes()) Decompose(rune.Value, characters);
        return string.Concat(characters.Select(character => new Rune(character).ToString()));
    }

    private static void Decompose(int character, List<int> into)
    {
        var syllable = character - Syllables;
        if (syllable is >= 0 and < SyllableCount)
        {
            into.Add(Leads + syllable / (VowelCount * TrailCount));
            into.Add(Vowels + syllable % (VowelCount * TrailCount) / TrailCount);
            if (syllable % TrailCount != 0) into.Add(Trails + syllable % TrailCount);
            return;
        }
        if (!Known.Value.Parts.TryGetValue(character, out var parts))
        {
            into.Add(character);
            return;
        }
        foreach (var part in parts) Decompose(part, into);
    }

    // Marks on the same letter in the order of their classes; those of one class stay as they are.
    private static void Order(List<int> characters)
    {
        for (var i = 1; i < characters.Count; i++)
        {
            var (mark, mine) = (characters[i], Known.Value.ClassOf(characters[i]));
            var at = i;
            for (; mine != 0 && at > 0 && Known.Value.ClassOf(characters[at - 1]) > mine; at--) characters[at] = characters[at - 1];
            characters[at] = mark;
        }
    }

    // A mark joins the letter before it unless a mark of the same or a higher class stands between them.
    private static List<int> Compose(List<int> characters)
    {
        var composed = new List<int>(characters.Count);
        var (letter, before) = (-1, 0);
        foreach (var character in characters)
        {
            var mine = Known.Value.ClassOf(character);
            var adjacent = letter == composed.Count - 1;
            if (letter >= 0 && (adjacent || before < mine) && Pair(composed[letter], character) is { } both)
            {
                composed[letter] = both;
                continue;
            }
            composed.Add(character);
            before = mine;
            if (mine == 0) letter = composed.Count - 1;
        }
        return composed;
    }

    private static int? Pair(int first, int second)
    {
        var (lead, vowel) = (first - Leads, second - Vowels);
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount) return Syllables + (lead * VowelCount + vowel) * TrailCount;
        var (syllable, trail) = (first - Syllables, second - Trails);
        if (syllable is >= 0 and < SyllableCount && syllable % TrailCount == 0 && trail is > 0 and < TrailCount) return first + trail;
        return Known.Value.Pairs.TryGetValue((first, second), out var both) ? both : null;
    }

    private sealed record Table(Dictionary<int, int> Classes, Dictionary<int, int[]> Parts, Dictionary<(int First, int Second), int> Pairs)
    {
        public int ClassOf(int character) => Classes.GetValueOrDefault(character);

        public static Table Read()
        {
            var table = new Table([], [], []);
            using var lines = new StreamReader(typeof(UnicodeNfc).Assembly.GetManifestResourceStream("UnicodeNfc.txt")!);
            while (lines.ReadLine() is { } line)
            {
                if (line[0] != '#') table.Add(line.Split(' '));
            }
            return table;
        }

        private void Add(string[] fields)
        {
            var character = Hex(fields[0]);
            if (int.Parse(fields[1], CultureInfo.InvariantCulture) is > 0 and var combining) Classes.Add(character, combining);
            int[] parts = [.. fields.Skip(2).Where(field => field != "!").Select(Hex)];
            if (parts.Length > 0) Parts.Add(character, parts);
            if (parts.Length == 2 && fields[^1] != "!") Pairs.Add((parts[0], parts[1]), character);
        }

        private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
