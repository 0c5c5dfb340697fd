using System.Security.Cryptography;
using Rollcall.Core.Sessions;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.Hosting;

/// <summary>What a server is started with. Tests change what they need.</summary>
/// <param name="Settings">The configuration.</param>
public sealed record ServerPlan(RollcallSettings Settings)
{
    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where chance comes from.</summary>
    public RandomNumberGenerator Random { get; init; } = RandomNumberGenerator.Create();

    /// <summary>How much password work is taken on, and what a hash costs.</summary>
    public PasswordGateOptions PasswordWork { get; init; } = new();

    /// <summary>Puts the applications in; the default is all of them.</summary>
    public Func<ServerParts, CancellationToken, ValueTask> Compose { get; init; } = Composition.AddApplicationsAsync;

    /// <summary>Whether the operator whom the first start makes has an account, too.</summary>
    public bool OperatorHasAccount { get; init; } = true;

    /// <summary>The folders in which the builds of the front ends are looked for: beside the executable in a release, among the other artifacts in a checkout.</summary>
    public IReadOnlyList<string> FrontEnds { get; init; } = [AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "..", "..", "..")];

    /// <summary>Where log lines go besides the file.</summary>
    public TextWriter LogWriter { get; init; } = Console.Error;

    /// <summary>Whether <see cref="LogWriter"/> is a terminal, which decides what <c>log.format = "auto"</c> means.</summary>
    public bool LogIsTerminal { get; init; } = !Console.IsErrorRedirected;
}
