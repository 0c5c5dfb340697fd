using System.CommandLine;
using System.Globalization;
using Rollcall.Server.CommandLine.Accounts;

namespace Rollcall.Server.CommandLine;

/// <summary><c>rollcall token</c>: application tokens, for scripts and other services.</summary>
internal static class TokenCommand
{
    public static Command Make() => new("token", "Application tokens of accounts, for scripts and other services.") { Add(), List(), Revoke() };

    private static Command Add()
    {
        var (handle, label) = (Handle(), new Option<string>("--label") { Description = "What it is for", Required = true });
        var command = new Command("add", "Make a token and print it once, alone on standard output.") { Arguments = { handle }, Options = { label }, TreatUnmatchedTokensAsErrors = false };
        command.SetAction(parsed => AccountLine.RunAsync(parsed, new("token add", parsed.GetValue(handle), Label: parsed.GetValue(label))));
        return command;
    }

    private static Command List()
    {
        var (handle, json) = (Handle(), new Option<bool>("--json") { Description = "For programs: a list of {id, label, created_at, last_used}" });
        var command = new Command("list", "List an account's tokens: id, label, times; never the token.") { Arguments = { handle }, Options = { json }, TreatUnmatchedTokensAsErrors = false };
        command.SetAction(parsed => AccountLine.RunAsync(parsed, new("token list", parsed.GetValue(handle)), parsed.GetValue(json)));
        return command;
    }

    private static Command Revoke()
    {
        var id = new Argument<long>("ID")
        {
            Description = "The id as list shows it",
            CustomParser = given =>
            {
                if (!long.TryParse(given.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    given.AddError($"'{given.Tokens[0].Value}' is no id of a token: a number, as 'rollcall token list' shows it.");
                return number;
            },
        };
        var command = new Command("revoke", "Revoke a token.") { Arguments = { id }, TreatUnmatchedTokensAsErrors = false };
        command.SetAction(parsed => AccountLine.RunAsync(parsed, new("token revoke", Id: parsed.GetValue(id))));
        return command;
    }

    private static Argument<string> Handle() => new("HANDLE") { Description = "The account's handle" };
}
