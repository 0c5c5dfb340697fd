using System.CommandLine;
using System.Runtime.InteropServices;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.CommandLine;

/// <summary><c>rollcall serve</c>: runs the server until SIGTERM or Ctrl-C, or until SIGHUP, which says that it is started again at once.</summary>
internal static class ServeCommand
{
    public static Command Make()
    {
        var command = new Command("serve", "Run the server (the default). Every setting can be given as --section.key value.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(RunAsync);
        return command;
    }

    public static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var loaded = SettingOptions.Load(parsed);
        var settings = loaded.Settings;
        var stop = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);

        await using var server = await RollcallServer.StartAsync(new ServerPlan(settings), cancel);
        Console.Write(StartText.Of(server, loaded));
        var comesBack = await stop.Task;
        await server.StopAsync(TimeSpan.FromSeconds(settings.ShutdownGraceS), comesBack);
        return 0;

        void Stop(PosixSignalContext signal)
        {
            // The first one asks politely; at the second one the operating system's default applies.
            signal.Cancel = stop.TrySetResult(signal.Signal == PosixSignal.SIGHUP);
        }
    }
}
