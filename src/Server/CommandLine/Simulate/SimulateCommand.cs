using System.CommandLine;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Rollcall.Server.CommandLine.Demo;
using Rollcall.Server.Hosting;
using Spectre.Console;

namespace Rollcall.Server.CommandLine.Simulate;

/// <summary><c>rollcall simulate</c>: many clients in bad weather against a running server. Ends with 0 only if something was acknowledged and all of that reached everybody.</summary>
internal static class SimulateCommand
{
    private const string About =
        """
        Put a running server under load and through bad weather, and count what was lost. Clients of one kind come in, write and listen, lose their
        lines, come back and go on from where they were. Ends with code 0 if everything that was acknowledged reached everybody, with 1 if not, with 2 if it
        could not begin.

        meets: makes a meet, which stays behind; writers are desks, the others displays.
        rooms: makes a room and accounts (or takes --tokens), which stay behind. Accounts need accounts.open_registration.
        queue: an operator (--operator, --password-stdin) opens the queue main and works callers, the other writers register them. Not for a queue in use.

        The server's own limits hold: what it refuses is counted as refused. Higher rates need its messages_per_second, request_burst and max_connections_per_address.
        """;

    private static readonly Argument<SimulatedKind> Kind = new("KIND")
    {
        Description = "meets, queue or rooms",
        HelpName = "KIND",
        CustomParser = given => given.Tokens[0].Value switch
        {
            "meets" => SimulatedKind.Meets,
            "queue" => SimulatedKind.Queue,
            "rooms" => SimulatedKind.Rooms,
            var other => Wrong(given, $"'{other}' is no kind: meets, queue or rooms"),
        },
    };

    private static readonly Option<string> ServerUrl = new("--server") { Description = "The running server", HelpName = "URL", DefaultValueFactory = _ => "http://127.0.0.1:3000" };
    private static readonly Option<int> Clients = Whole("--clients", "Connections; all of them listen", 20, 1, 10_000);
    private static readonly Option<int> Writers = Whole("--writers", "How many of them write", 4, 1, 10_000);
    private static readonly Option<double> Rate = Number("--rate-per-second", "Operations of each writer per second", 2, 0.01, 1_000);
    private static readonly Option<double> Duration = Number("--duration-s", "For how long is written", 10, 0.1, 86_400);
    private static readonly Option<double> Settle = Number("--settle-s", "How long everybody has afterwards to come back and hear the rest", 15, 0.1, 600);
    private static readonly Option<double> Latency = Number("--latency-ms", "Added to every message, each way", 0, 0, 60_000);
    private static readonly Option<double> Jitter = Number("--jitter-ms", "Added on top, from 0 to this", 0, 0, 60_000);
    private static readonly Option<double> Loss = Number("--loss-percent", "Of the messages clients send: these take the line with them, and half of them arrive", 0, 0, 100);
    private static readonly Option<double> Intermittent = Number("--intermittent-percent", "Of the clients: these have outages, the others are stable", 0, 0, 100);
    private static readonly Option<double> OutageEvery = Number("--outage-every-s", "Mean time between two outages of a client", 5, 0.1, 86_400);
    private static readonly Option<double> Outage = Number("--outage-ms", "How long an outage lasts", 1_000, 1, 3_600_000);
    private static readonly Option<int?> Seed = new("--seed") { Description = "The beginning of all chance; the same one, the same weather. Each names its meet's fields, room, accounts and callsigns: against one server use it once", HelpName = "N" };
    private static readonly Option<string?> Tokens = new("--tokens") { Description = "rooms: session or application tokens of accounts, one per line; clients share them in turn", HelpName = "FILE" };
    private static readonly Option<int> PerAccount = Whole("--clients-per-account", "rooms: connections that share an account that is made", 10, 1, 1_000);
    private static readonly Option<string?> Operator = new("--operator") { Description = "queue: who runs it", HelpName = "NAME" };
    private static readonly Option<bool> PasswordStdin = new("--password-stdin") { Description = "queue: take the operator's password from the first line of standard input; else it is asked for" };
    private static readonly Option<bool> Json = new("--json") { Description = "For programs: one object {kind, server, clients, writers, rate_per_second, seed, passed, report}" };

    public static Command Make()
    {
        var command = new Command("simulate", About)
        {
            Arguments = { Kind },
            Options =
            {
                ServerUrl, Clients, Writers, Rate, Duration, Settle, Latency, Jitter, Loss, Intermittent, OutageEvery, Outage, Seed, Tokens, PerAccount, Operator, PasswordStdin, Json,
            },
        };
        command.SetAction((parsed, cancel) => RunAsync(Plan(parsed), parsed.GetValue(Json), cancel));
        return command;
    }

    private static SimulationPlan Plan(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is [var unknown, ..])
            throw new StartRefusedException($"simulate does not know {unknown}; see rollcall simulate --help");
        var (kind, clients, writers) = (parsed.GetValue(Kind), parsed.GetValue(Clients), parsed.GetValue(Writers));
        if (!Uri.TryCreate(parsed.GetValue(ServerUrl), UriKind.Absolute, out var server) || server.Scheme != Uri.UriSchemeHttp)
            throw new StartRefusedException($"--server {parsed.GetValue(ServerUrl)}: an address such as http://127.0.0.1:3000");
        if (writers > clients)
            throw new StartRefusedException($"--writers {writers}: there are only {clients} clients");
        if (kind == SimulatedKind.Queue && writers < 2)
            throw new StartRefusedException($"--writers {writers}: a queue needs the operator and at least one caller");
        if (kind == SimulatedKind.Queue && string.IsNullOrEmpty(parsed.GetValue(Operator)))
            throw new StartRefusedException("--operator NAME: somebody must run the queue");
        return new()
        {
            Kind = kind,
            Server = server,
            Clients = clients,
            Writers = writers,
            RatePerSecond = parsed.GetValue(Rate),
            Duration = TimeSpan.FromSeconds(parsed.GetValue(Duration)),
            Settle = TimeSpan.FromSeconds(parsed.GetValue(Settle)),
            Weather = new()
            {
                Latency = TimeSpan.FromMilliseconds(parsed.GetValue(Latency)),
                Jitter = TimeSpan.FromMilliseconds(parsed.GetValue(Jitter)),
                LossPercent = parsed.GetValue(Loss),
                IntermittentPercent = parsed.GetValue(Intermittent),
                OutageEvery = TimeSpan.FromSeconds(parsed.GetValue(OutageEvery)),
                Outage = TimeSpan.FromMilliseconds(parsed.GetValue(Outage)),
            },
            Seed = parsed.GetValue(Seed) ?? RandomNumberGenerator.GetInt32(int.MaxValue),
            Tokens = parsed.GetValue(Tokens) is { } file ? ReadTokens(file) : [],
            ClientsPerAccount = parsed.GetValue(PerAccount),
            Operator = parsed.GetValue(Operator) ?? "",
            OperatorPassword = kind == SimulatedKind.Queue ? AskedPassword.Once(parsed.GetValue(PasswordStdin)) : "",
        };
    }

    private static async Task<int> RunAsync(SimulationPlan plan, bool asJson, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        try
        {
            var report = await WatchAsync(plan, asJson, stop.Token);
            if (asJson)
                Console.WriteLine(SimulationText.ToJson(plan, report));
            else
                SimulationText.Write(AnsiConsole.Create(new AnsiConsoleSettings { Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect }), plan, report);
            return report.Passed ? 0 : 1;
        }
        catch (PlayBrokenException broken)
        {
            throw new StartRefusedException($"the simulation could not begin at {plan.Server}, where a server must run (--server names another): {broken.Message}");
        }
        catch (HttpRequestException unreachable)
        {
            throw new StartRefusedException($"no server answers at {plan.Server} ({unreachable.GetBaseException().Message}); start one with ./rollcall, or name another with --server");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("rollcall: the simulation was stopped before its end");
            return 1;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    // The bar goes to standard error, so that the table and JSON can be redirected; where nobody looks there is none.
    private static async Task<SimulationReport> WatchAsync(SimulationPlan plan, bool asJson, CancellationToken cancel)
    {
        if (asJson || Console.IsOutputRedirected || Console.IsErrorRedirected)
            return await Simulation.RunAsync(plan, TimeProvider.System, (_, _) => { }, cancel);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn()).StartAsync(async bar =>
        {
            var row = bar.AddTask("coming in");
            return await Simulation.RunAsync(plan, TimeProvider.System, (part, ledger) =>
            {
                row.Value = part * 100;
                row.Description = $"{ledger.Acknowledged} of {ledger.Sent} acknowledged";
            }, cancel);
        });
    }

    private static List<string> ReadTokens(string file)
    {
        try
        {
            var tokens = File.ReadAllLines(file).Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
            return tokens.Count > 0 ? tokens : throw new StartRefusedException($"--tokens {file}: there is none in it");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"--tokens {file}: {unreadable.Message}");
        }
    }

    private static SimulatedKind Wrong(System.CommandLine.Parsing.ArgumentResult given, string what)
    {
        given.AddError(what);
        return default;
    }

    private static Option<int> Whole(string name, string about, int usual, int least, int most) => InRange(new Option<int>(name) { Description = $"{about} ({least}-{most})", HelpName = "N", DefaultValueFactory = _ => usual }, least, most);

    private static Option<double> Number(string name, string about, double usual, double least, double most) =>
        InRange(new Option<double>(name) { Description = FormattableString.Invariant($"{about} ({least}-{most})"), HelpName = "N", DefaultValueFactory = _ => usual }, least, most);

    private static Option<T> InRange<T>(Option<T> option, T least, T most) where T : IComparable<T>
    {
        option.Validators.Add(given =>
        {
            // What is no number at all is said by the option itself.
            if (given.Tokens.Count == 1 && given.GetValueOrDefault<T>() is { } value && (value.CompareTo(least) < 0 || value.CompareTo(most) > 0))
                given.AddError(FormattableString.Invariant($"{option.Name} {value}: from {least} to {most}"));
        });
        return option;
    }
}
