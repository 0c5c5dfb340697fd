using System.CommandLine;
using System.Security.Cryptography;
using Rollcall.Apps.Accounts;
using Rollcall.Core.Sessions;
using Rollcall.Server.CommandLine.Accounts;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.CommandLine;

/// <summary><c>rollcall user</c>: accounts.</summary>
internal static class UserCommand
{
    private static readonly Option<bool> PasswordStdin = new("--password-stdin") { Description = "Take the password from the first line of standard input" };

    public static Command Make() => new("user", "Accounts; works the same whether the server runs or not.")
    {
        Add(), List(), SetPassword(), SetRole(), LogOut(), Remove(), Hash(),
    };

    private static Command Add()
    {
        var (handle, role) = (Handle(), new Option<string>("--role") { Description = "admin or member", DefaultValueFactory = _ => AccountRole.Member });
        role.AcceptOnlyFromAmong(AccountRole.Admin, AccountRole.Member);
        var command = Verb("add", "Add an account. Asks for the password twice.", handle);
        command.Options.Add(role);
        command.Options.Add(PasswordStdin);
        command.SetAction(parsed => AccountLine.RunAsync(
            parsed, new("user add", parsed.GetValue(handle), parsed.GetValue(role), AskedPassword.From(parsed.GetValue(PasswordStdin)))));
        return command;
    }

    private static Command List()
    {
        var json = new Option<bool>("--json") { Description = "For programs: a list of {user_id, user_handle, role, created_at, devices, sessions}" };
        var command = Verb("list", "List all accounts.");
        command.Options.Add(json);
        command.SetAction(parsed => AccountLine.RunAsync(parsed, new("user list"), parsed.GetValue(json)));
        return command;
    }

    private static Command SetPassword()
    {
        var handle = Handle();
        var command = Verb("passwd", "Set a password and close all sessions. Asks for it twice.", handle);
        command.Options.Add(PasswordStdin);
        command.SetAction(parsed => AccountLine.RunAsync(parsed, new("user passwd", parsed.GetValue(handle), Password: AskedPassword.From(parsed.GetValue(PasswordStdin)))));
        return command;
    }

    private static Command SetRole()
    {
        var (handle, role) = (Handle(), new Argument<string>("ROLE") { Description = "admin or member" });
        role.AcceptOnlyFromAmong(AccountRole.Admin, AccountRole.Member);
        var command = Verb("role", "Give an account another role; holds from its next request.", handle, role);
        command.SetAction(parsed => AccountLine.RunAsync(parsed, new("user role", parsed.GetValue(handle), parsed.GetValue(role))));
        return command;
    }

    private static Command LogOut()
    {
        var handle = Handle();
        var command = Verb("logout", "Close all sessions of an account, application tokens included.", handle);
        command.SetAction(parsed => AccountLine.RunAsync(parsed, new("user logout", parsed.GetValue(handle))));
        return command;
    }

    private static Command Remove()
    {
        var (handle, yes) = (Handle(), new Option<bool>("--yes") { Description = "Needed: what is removed cannot be brought back" });
        var command = Verb("remove", "Remove an account with its devices, sessions and log, for good.", handle);
        command.Options.Add(yes);
        command.SetAction(parsed => parsed.GetValue(yes)
            ? AccountLine.RunAsync(parsed, new("user remove", parsed.GetValue(handle)))
            : throw new StartRefusedException("what is removed cannot be brought back; say --yes if that is meant"));
        return command;
    }

    private static Command Hash()
    {
        var command = new Command("hash", "Ask for a password and print its hash, to be set as admin.password_hash. From a pipe the first line is taken.");
        command.SetAction(async parsed =>
        {
            var password = Console.IsInputRedirected ? await Console.In.ReadLineAsync() : AskedPassword.Twice();
            if (string.IsNullOrEmpty(password))
                throw new StartRefusedException("the password is empty; type or pipe one");
            using var random = RandomNumberGenerator.Create();
            await parsed.InvocationConfiguration.Output.WriteLineAsync(PasswordHash.Of(password, ScryptCost.Default, random).ToString());
            return 0;
        });
        return command;
    }

    private static Argument<string> Handle() => new("HANDLE") { Description = "The account's handle" };

    private static Command Verb(string name, string about, params Argument[] arguments)
    {
        // Settings may be given as --section.key value, as with every verb.
        var command = new Command(name, about) { TreatUnmatchedTokensAsErrors = false };
        foreach (var argument in arguments)
            command.Arguments.Add(argument);
        return command;
    }
}
