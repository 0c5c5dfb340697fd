namespace Rollcall.Server.Hosting.Configuration;

/// <summary>A place in the text of a TOML file that moves forward and knows its line.</summary>
internal sealed class TomlText(string text)
{
    private int at;

    public int Line { get; private set; } = 1;

    public bool Ended => at >= text.Length;

    public char Next => at < text.Length ? text[at] : '\0';

    public bool StartsWith(string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    public char Take()
    {
        if (Ended)
            throw Wrong("the file ends in the middle of something");
        var taken = text[at++];
        if (taken == '\n')
            Line++;
        return taken;
    }

    public bool TakeIf(string what)
    {
        if (!StartsWith(what))
            return false;
        for (var i = 0; i < what.Length; i++)
            Take();
        return true;
    }

    public void Expect(char what)
    {
        if (Ended || Next != what)
            throw Wrong($"'{what}' expected, found {Seen()}");
        Take();
    }

    public string TakeWhile(Func<char, bool> belongs)
    {
        var start = at;
        while (!Ended && belongs(Next))
            Take();
        return text[start..at];
    }

    public void SkipBlanks() => TakeWhile(c => c is ' ' or '\t');

    /// <summary>Passes blanks, line ends and comments: what may stand between the items of a list.</summary>
    public void SkipBlanksAndLines()
    {
        while (true)
        {
            SkipBlanks();
            if (Next == '#' && !Ended)
                SkipComment();
            else if (!TakeLineEnd())
                return;
        }
    }

    /// <summary>Passes the rest of a line, on which only a comment may stand.</summary>
    public void EndLine()
    {
        SkipBlanks();
        if (!Ended && Next == '#')
            SkipComment();
        if (!Ended && !TakeLineEnd())
            throw Wrong($"the line should end here, found {Seen()}");
    }

    public bool TakeLineEnd() => TakeIf("\n") || TakeIf("\r\n");

    public string Seen() => Ended ? "the end of the file" : Next is '\n' or '\r' ? "the end of the line" : $"'{Next}'";

    public ConfigSyntaxException Wrong(string message) => new(message, Line);

    private void SkipComment()
    {
        var comment = TakeWhile(c => c is not ('\n' or '\r'));
        if (comment.Any(c => char.IsControl(c) && c != '\t'))
            throw Wrong("a comment may not hold control characters");
    }
}
