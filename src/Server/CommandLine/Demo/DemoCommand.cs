using System.CommandLine;
using System.Runtime.InteropServices;
using Rollcall.Server.Hosting;
using Spectre.Console;

namespace Rollcall.Server.CommandLine.Demo;

/// <summary><c>rollcall demo</c>: plays a meet, a queue, two devices and a room against a throw-away server and tells what happens. Ends with 0 only if all that was shown
/// was true.</summary>
internal static class DemoCommand
{
    public static Command Make()
    {
        var json = new Option<bool>("--json") { Description = "For programs: no story, one object {passed, seconds, checks, failed, phases}" };
        const string about = "Start a throw-away server, play a meet, a queue, two devices and a room against it and tell what happens; every line is a check. "
            + "Ends with code 1 if one was not true.";
        var command = new Command("demo", about)
        {
            Options = { json },
        };
        command.SetAction((parsed, cancel) => parsed.UnmatchedTokens is [var unknown, ..]
            ? throw new StartRefusedException($"demo does not know {unknown}; see rollcall demo --help")
            : RunAsync(parsed.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> RunAsync(bool asJson, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(asJson ? TextWriter.Null : Console.Out),
        });
        var time = TimeProvider.System;
        await using var server = new ThrowAwayServer(time);
        await using var programme = new DemoProgramme(server, time);
        var tell = new Narrator(console, time);
        console.MarkupLine($"[bold]Rollcall {ProductVersion.Text}[/]: a throw-away server; three desks and five displays play a meet, an operator and three callers a radio queue, two devices keep in step, three people talk.");
        console.WriteLine("Every line is a check of what was received; one that is not true is red.");
        console.WriteLine("Numbers are places in the meet's log, the same for all.");
        try
        {
            var goesOn = true;
            foreach (var phase in programme.Phases)
            {
                if (goesOn)
                    goesOn = await tell.PlayAsync(phase, stop.Token);
                else
                    tell.Skip(phase);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("rollcall: the demo was stopped before its end");
            return 1;
        }

        var passed = tell.Results.All(one => one.Passed);
        server.KeepFolder = !passed;
        if (asJson)
            Console.WriteLine(Closing.ToJson(tell.Results, passed ? null : server.Folder));
        else
            Closing.Write(console, tell.Results, passed ? null : server.Folder);
        return passed ? 0 : 1;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}
