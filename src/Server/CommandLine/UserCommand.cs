using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Rollcall.Core.Sessions;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.CommandLine;

/// <summary><c>rollcall user</c>: accounts.</summary>
internal static class UserCommand
{
    public static Command Make() => new("user", "Accounts.") { Hash() };

    private static Command Hash()
    {
        var command = new Command("hash", "Ask for a password and print its hash, to be set as admin.password_hash. From a pipe the first line is taken.");
        command.SetAction(async parsed =>
        {
            var password = Console.IsInputRedirected ? await Console.In.ReadLineAsync() : AskTwice();
            if (string.IsNullOrEmpty(password))
                throw new StartRefusedException("the password is empty; type or pipe one");
            using var random = RandomNumberGenerator.Create();
            await parsed.InvocationConfiguration.Output.WriteLineAsync(PasswordHash.Of(password, ScryptCost.Default, random).ToString());
            return 0;
        });
        return command;
    }

    private static string AskTwice()
    {
        var password = Ask("password: ");
        return Ask("again:    ") == password ? password : throw new StartRefusedException("the two were not the same; nothing was printed");
    }

    // The question goes to standard error, so that the hash alone can be redirected.
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
