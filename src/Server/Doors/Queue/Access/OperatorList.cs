using System.Collections.Immutable;
using Rollcall.Core.Sessions;

namespace Rollcall.Server.Doors.Queue.Access;

/// <summary>The operators named in the configuration, with the hashes of their passwords. Read only, by any thread.</summary>
internal sealed class OperatorList
{
    private readonly Dictionary<string, (Operator Who, PasswordHash Hash)> byName;

    /// <summary>Keeps them.</summary>
    public OperatorList(IEnumerable<(Operator Who, PasswordHash Hash)> operators) =>
        byName = operators.ToDictionary(one => one.Who.Name, StringComparer.Ordinal);

    /// <summary>Whether there is any.</summary>
    public bool Any => byName.Count > 0;

    /// <summary>The operator of that very name, or null.</summary>
    public (Operator Who, PasswordHash Hash)? Find(string name) => byName.TryGetValue(name, out var found) ? found : null;
}
