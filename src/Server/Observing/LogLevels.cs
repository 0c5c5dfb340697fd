using Microsoft.Extensions.Options;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.Observing;

/// <summary>From which level on each part of the server logs; can be changed while it runs and takes effect at once. Any thread may call it.</summary>
public sealed class LogLevels : IOptionsMonitor<LoggerFilterOptions>
{
    private readonly Lock gate = new(); // two operators at once; held for a copy of a short list
    private readonly List<Action<LoggerFilterOptions, string?>> listeners = [];
    private LoggerFilterOptions current;

    /// <summary>Begins with one level for the server and warnings for the framework below it.</summary>
    public LogLevels(LogThreshold level)
    {
        current = new LoggerFilterOptions { MinLevel = (LogLevel)level };
        // The web framework tells of every request at Information; what matters of them the doors tell.
        current.Rules.Add(Rule("Microsoft", (LogLevel)Math.Max((int)level, (int)LogLevel.Warning)));
        // It reports with a stack trace what it throws as well; whoever starts the server says it in one line.
        current.Rules.Add(Rule("Microsoft.Extensions.Hosting", LogLevel.None));
    }

    /// <inheritdoc/>
    public LoggerFilterOptions CurrentValue => current;

    /// <summary>Sets the level of a part.</summary>
    /// <param name="category">The beginning of its name, such as <c>Rollcall.Core.Store</c>; null for everything that has no level of its own.</param>
    /// <param name="level">The lowest level that is written.</param>
    /// <returns>The level that counted for it before.</returns>
    public LogThreshold Set(string? category, LogThreshold level)
    {
        Action<LoggerFilterOptions, string?>[] listeners;
        LogThreshold before;
        LoggerFilterOptions changed;
        lock (gate)
        {
            before = Of(category);
            changed = new LoggerFilterOptions { MinLevel = category is null ? (LogLevel)level : current.MinLevel };
            foreach (var rule in current.Rules.Where(rule => rule.CategoryName != category))
                changed.Rules.Add(rule);
            if (category is not null)
                changed.Rules.Add(Rule(category, (LogLevel)level));
            current = changed;
            listeners = [.. this.listeners];
        }

        foreach (var listener in listeners)
            listener(changed, null);
        return before;
    }

    /// <summary>The level that counts for a part, or for everything without one of its own.</summary>
    public LogThreshold Of(string? category) =>
        (LogThreshold)(current.Rules
            .Where(rule => category is not null && rule.CategoryName is not null && category.StartsWith(rule.CategoryName, StringComparison.OrdinalIgnoreCase))
            .MaxBy(rule => rule.CategoryName!.Length)?.LogLevel ?? current.MinLevel);

    /// <inheritdoc/>
    public LoggerFilterOptions Get(string? name) => current;

    /// <inheritdoc/>
    public IDisposable? OnChange(Action<LoggerFilterOptions, string?> listener)
    {
        lock (gate)
            listeners.Add(listener);
        return null; // the one who listens, the logger factory, lives as long as this
    }

    private static LoggerFilterRule Rule(string category, LogLevel level) => new(null, category, level, null);
}
