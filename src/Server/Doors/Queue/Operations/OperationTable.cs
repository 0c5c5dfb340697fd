using System.Collections.Immutable;
using System.Text.Json;
using Rollcall.Apps.Queue;

namespace Rollcall.Server.Doors.Queue.Operations;

/// <summary>All operations, found by name or by path. Read only, by any thread.</summary>
internal static class OperationTable
{
    private const string Rest = "{callsign}";

    /// <summary>All of them, in the order of the specification.</summary>
    public static ImmutableArray<QueueOperation> All { get; } = [.. PublicOperations.All, .. OperatorOperations.All];

    private static readonly ImmutableDictionary<string, QueueOperation> ByName = All.Where(one => one.Name.Length > 0).ToImmutableDictionary(one => one.Name, StringComparer.Ordinal);

    private static readonly ImmutableArray<(string Method, string Path, QueueOperation Operation)> Routes =
        [.. All.Where(one => one.Method.Length > 0).SelectMany(one => one.Paths.Select(path => (one.Method, path, one)))];

    /// <summary>The operation the WebSocket calls by that name; null for none.</summary>
    public static QueueOperation? Named(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The operations at a path, with the callsign that is part of it; the most particular first, none where there is nothing.</summary>
    public static IReadOnlyList<(QueueOperation Operation, string? Callsign)> At(string path) =>
        [.. Routes.Select(route => (route.Operation, Fit: Fits(route.Path, path), route.Path.Length)).Where(one => one.Fit.Fits).OrderByDescending(one => one.Length).Select(one => (one.Operation, one.Fit.Callsign))];

    internal static QueueOperation Look(string name, string method, string path, Func<Sight, LookOutcome> at, bool forOperators = false) =>
        new(name, method, path.Length == 0 ? [] : [.. path.Split(' ')], forOperators, new OperationWork.Look(at));

    internal static QueueOperation Tell(string name, string path, Action<Utf8JsonWriter, Sight> write, bool forOperators = false) =>
        Look(name, path.Length == 0 ? "" : "GET", path, sight => new LookOutcome.Json(json => write(json, sight)), forOperators);

    internal static QueueOperation Change(
        string name, string method, string path, Func<OperationInput, Asker, QueueCommand> command, Action<Utf8JsonWriter, Told> tell, bool forOperators = false) =>
        new(name, method, [path], forOperators, new OperationWork.Change(command, tell));

    private static (bool Fits, string? Callsign) Fits(string pattern, string path)
    {
        if (!pattern.EndsWith(Rest, StringComparison.Ordinal))
            return (pattern == path, null);
        var before = pattern.AsSpan(0, pattern.Length - Rest.Length);
        return path.AsSpan().StartsWith(before, StringComparison.Ordinal) && path.Length > before.Length ? (true, path[before.Length..]) : (false, null);
    }
}
