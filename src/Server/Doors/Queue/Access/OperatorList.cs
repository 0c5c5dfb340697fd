using Rollcall.Apps.Queue;
using Rollcall.Core.Sessions;

namespace Rollcall.Server.Doors.Queue.Access;

/// <summary>The operators named in the configuration, with the hashes of their passwords. Read only, by any thread.</summary>
internal sealed class OperatorList
{
    private readonly Dictionary<string, (Operator Who, PasswordHash Hash)> byName;

    private OperatorList(IEnumerable<(Operator Who, PasswordHash Hash)> operators) => byName = operators.ToDictionary(one => one.Who.Name, StringComparer.Ordinal);

    /// <summary>Whether there is any.</summary>
    public bool Any => byName.Count > 0;

    /// <summary>Takes them from the configuration, which has been checked; passwords given as they are become hashes here and now.</summary>
    public static async Task<OperatorList> OfAsync(QueueSettings settings, PasswordGate passwords)
    {
        var operators = new List<(Operator, PasswordHash)>();
        if (!string.IsNullOrEmpty(settings.AdminUsername))
            operators.Add((new(settings.AdminUsername, []), await HashAsync(settings.AdminPassword!)));
        foreach (var one in settings.Operators)
        {
            var hash = PasswordHash.TryParse(one.PasswordHash, out var given) ? given : await HashAsync(one.Password!);
            operators.Add((new(one.Name, [.. one.Queues]), hash));
        }

        return new(operators);

        // One after the other, so none is turned away for too many waiting.
        async Task<PasswordHash> HashAsync(string password) =>
            await passwords.HashAsync(password, CancellationToken.None) ?? throw new InvalidOperationException("nobody else hashes passwords while the server starts");
    }

    /// <summary>The operator of that very name, or null.</summary>
    public (Operator Who, PasswordHash Hash)? Find(string name) => byName.TryGetValue(name, out var found) ? found : null;
}
