using System.Globalization;
using Spectre.Console;

namespace Rollcall.Server.CommandLine.Demo;

/// <summary>Tells the demo line by line. Every line is a check: it is green if what was received is what was expected, else red with both.
/// In a line, what stands in braces is a value and is shown brighter. Used by one phase at a time.</summary>
internal sealed class Narrator(IAnsiConsole console, TimeProvider time)
{
    private const int MarkWidth = 4;
    private const int WhoWidth = 11;
    private const int Longest = 150;
    private const int Indent = MarkWidth + WhoWidth + 2;

    private readonly List<PhaseResult> results = [];
    private readonly bool fancy = console.Profile.Capabilities.Unicode;
    private PhaseResult current = new("", "");

    public IReadOnlyList<PhaseResult> Results => results;

    /// <summary>Plays one phase; false if it broke off, and then nothing can be played after it.</summary>
    public async Task<bool> PlayAsync(Phase phase, CancellationToken cancel)
    {
        current = Entered(phase);
        current.Played = true;
        console.WriteLine();
        console.MarkupLine($"[bold]{results.Count,2}  {Markup.Escape(phase.Title)}[/]");
        var began = time.GetTimestamp();
        try
        {
            await phase.PlayAsync(this, cancel);
            return true;
        }
        catch (PlayBrokenException broken)
        {
            Check(Who.Server, $"the demo cannot go on", holds: false, broken.Expected, broken.Came);
            return false;
        }
        catch (Exception missing) when (missing is IOException or HttpRequestException)
        {
            Check(Who.Server, $"the demo cannot go on", holds: false, "its files and its port to be there", missing.Message);
            return false;
        }
        finally
        {
            current.Took = time.GetElapsedTime(began);
        }
    }

    /// <summary>Notes a phase that could not be played.</summary>
    public void Skip(Phase phase) => Entered(phase);

    /// <summary>Tells a line that is true if the two are equal.</summary>
    public void Check<T>(Who who, FormattableString line, T expected, T came) =>
        Check(who, line, EqualityComparer<T>.Default.Equals(expected, came), $"{expected}", $"{came}");

    /// <summary>Tells a line that is true if <paramref name="holds"/>.</summary>
    public void Check(Who who, FormattableString line, bool holds, string expected, string came)
    {
        var what = line.ToString(CultureInfo.InvariantCulture);
        current.Checks.Add(holds ? new(who.Name, what, true, null, null) : new(who.Name, what, false, expected, came));
        if (holds)
        {
            Row($"[green]{(fancy ? "✓" : "ok")}[/]", who, Bright(line));
            return;
        }

        Row($"[red]{(fancy ? "✗" : "NO")}[/]", who, $"[red]{Markup.Escape(what)}[/]");
        Row("", new("expected", Color.Red), Markup.Escape(Cut(expected)));
        Row("", new("came", Color.Red), Markup.Escape(Cut(came)));
    }

    /// <summary>Shows under a line what was received, word for word.</summary>
    public void Quote(string? received)
    {
        var room = Math.Max(20, console.Profile.Width - Indent - 1);
        var rest = received ?? "";
        while (rest.Length > 0)
        {
            var end = rest.Length <= room ? rest.Length : rest.LastIndexOfAny([',', ' '], room - 1) + 1;
            end = end == 0 ? room : end;
            console.MarkupLine($"{new string(' ', Indent)}[grey]{Markup.Escape(rest[..end].TrimEnd())}[/]");
            rest = rest[end..];
        }
    }

    private PhaseResult Entered(Phase phase)
    {
        var result = new PhaseResult(phase.Name, phase.Title);
        results.Add(result);
        return result;
    }

    private void Row(string mark, Who who, string text)
    {
        var grid = new Grid { Expand = false };
        grid.AddColumn(new GridColumn { Width = MarkWidth, Padding = new(0, 0), Alignment = Justify.Right, NoWrap = true });
        grid.AddColumn(new GridColumn { Width = WhoWidth, Padding = new(1, 0), NoWrap = true });
        grid.AddColumn(new GridColumn { Padding = new(0, 0) });
        grid.AddRow(new Markup(mark), new Text(who.Name, new Style(who.Colour)), new Markup(text));
        console.Write(grid);
    }

    // A whole message is for programs; here its beginning says enough.
    private static string Cut(string text) => text.Length <= Longest ? text : text[..(Longest - 3)] + "...";

    private static string Bright(FormattableString line)
    {
        var values = line.GetArguments().Select(value => Markup.Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
        return string.Format(CultureInfo.InvariantCulture, Markup.Escape(line.Format), [.. values.Select(value => $"[bold]{value}[/]")]);
    }
}
