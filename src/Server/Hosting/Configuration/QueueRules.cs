using System.Text.RegularExpressions;
using Rollcall.Core.Sessions;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.Hosting.Configuration;

/// <summary>What must hold of the sections <c>queue</c> and <c>qrz</c> beyond each key's type and range.</summary>
internal static partial class QueueRules
{
    /// <summary>What is wrong, one line each.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="line">Makes a line of a key, its value and the mend.</param>
    public static IEnumerable<string> Check(RollcallSettings settings, Func<string, object?, string, string> line) =>
        Queues(settings, line).Concat(Operators(settings, line)).Concat(Addresses(settings, line));

    private static IEnumerable<string> Queues(RollcallSettings settings, Func<string, object?, string, string> line)
    {
        var names = settings.Queue.Queues.Select(one => one.Name).ToList();
        for (var i = 0; i < names.Count; i++)
        {
            if (!Name().IsMatch(names[i]))
                yield return line($"queue.queues.{i}.name", names[i], "takes 1 to 32 small letters, digits and dashes, a dash not first");
            else if (names.IndexOf(names[i]) < i)
                yield return line($"queue.queues.{i}.name", names[i], "is there twice; change or remove one");
        }
    }

    private static IEnumerable<string> Operators(RollcallSettings settings, Func<string, object?, string, string> line)
    {
        var (queue, names) = (settings.Queue, new HashSet<string>(StringComparer.Ordinal));
        if (string.IsNullOrEmpty(queue.AdminUsername) != string.IsNullOrEmpty(queue.AdminPassword))
            yield return line("queue.admin_username", queue.AdminUsername, "needs queue.admin_password beside it, and the other way round (ADMIN_USERNAME and ADMIN_PASSWORD in the environment)");
        if (!string.IsNullOrEmpty(queue.AdminUsername))
            names.Add(queue.AdminUsername);
        if (queue.AdminUsername?.Contains(':', StringComparison.Ordinal) == true)
            yield return line("queue.admin_username", queue.AdminUsername, "takes a name without a colon (HTTP Basic cannot carry one)");
        for (var i = 0; i < queue.Operators.Count; i++)
        {
            var (one, key) = (queue.Operators[i], $"queue.operators.{i}");
            if (one.Name.Length is 0 or > 64 || one.Name.Contains(':', StringComparison.Ordinal) || one.Name.Any(char.IsControl))
                yield return line($"{key}.name", one.Name, "takes a name of 1 to 64 characters without a colon (HTTP Basic cannot carry one)");
            else if (!names.Add(one.Name))
                yield return line($"{key}.name", one.Name, "is there twice, or is ADMIN_USERNAME as well; change or remove one");
            if (string.IsNullOrEmpty(one.PasswordHash) == string.IsNullOrEmpty(one.Password))
                yield return $"{key} ({one.Name}): needs either password_hash (made by rollcall user hash) or password";
            else if (!string.IsNullOrEmpty(one.PasswordHash) && !PasswordHash.TryParse(one.PasswordHash, out _))
                yield return $"{key}.password_hash = (hidden): is not a hash; take what rollcall user hash prints";
            foreach (var unknown in one.Queues.Where(name => queue.Listed().All(listed => listed.Name != name)))
                yield return line($"{key}.queues", one.Queues, $"\"{unknown}\" is not one of the queues");
        }
    }

    private static IEnumerable<string> Addresses(RollcallSettings settings, Func<string, object?, string, string> line)
    {
        foreach (var bad in settings.Queue.CorsOrigins.Where(origin => WebOrigin.TryParse(origin) is null))
            yield return line("queue.cors_origins", settings.Queue.CorsOrigins, $"\"{bad}\" is not an exact origin; write scheme and host, such as \"https://radio.example.org\", without path or slash");
        var site = settings.Queue.SiteUrl;
        if (!site.StartsWith('/') && !IsWeb(site))
            yield return line("queue.site_url", site, "takes an http or https address, or a path of this server that begins with a slash");
        if (!IsWeb(settings.Qrz.BaseUrl))
            yield return line("qrz.base_url", settings.Qrz.BaseUrl, "takes an http or https address");
    }

    private static bool IsWeb(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,31}\z")]
    private static partial Regex Name();
}
