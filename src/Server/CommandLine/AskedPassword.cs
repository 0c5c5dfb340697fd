using System.Text;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.CommandLine;

/// <summary>A password from a person, who types it twice and does not see it, or from a pipe.</summary>
internal static class AskedPassword
{
    /// <summary>Asks on the terminal; throws <see cref="StartRefusedException"/> where the two differ.</summary>
    public static string Twice()
    {
        var password = Ask("password: ");
        return Ask("again:    ") == password ? password : throw new StartRefusedException("the two passwords were not the same; nothing was done");
    }

    /// <summary>The first line of standard input where that was asked for, otherwise asks; a pipe that nobody announced is refused.</summary>
    public static string From(bool standardInput)
    {
        if (standardInput)
            return Console.In.ReadLine() ?? throw new StartRefusedException("--password-stdin: there is nothing on standard input");
        return Console.IsInputRedirected ? throw new StartRefusedException("no terminal to ask for a password; use --password-stdin") : Twice();
    }

    /// <summary>The same, asked for once: a password that is there already.</summary>
    public static string Once(bool standardInput)
    {
        if (standardInput || !Console.IsInputRedirected)
            return standardInput ? From(standardInput) : Ask("password: ");
        throw new StartRefusedException("no terminal to ask for a password; use --password-stdin");
    }

    // The question goes to standard error, so that what is printed can be redirected.
    private static string Ask(string question)
    {
        Console.Error.Write(question);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace && typed.Length > 0)
                typed.Length--;
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
