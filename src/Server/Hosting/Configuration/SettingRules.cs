using System.Net;
using Rollcall.Core.Sessions;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.Hosting.Configuration;

/// <summary>What must hold of the configuration beyond each key's type and range: notations, and keys that depend on one another.</summary>
internal static class SettingRules
{
    /// <summary>What is wrong, one line each.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="origin">Where a key's value came from.</param>
    public static IEnumerable<string> Check(RollcallSettings settings, Func<string, string> origin)
    {
        string Line(string path, object? value, string mend) => $"{path} = {SettingValues.Show(value)} ({origin(path)}): {mend}";

        if (!ListenAddress.TryParse(settings.BindAddr, out var bind))
            yield return Line("bind_addr", settings.BindAddr, "takes an address and a port, such as \"127.0.0.1:3000\" or \"[::1]:3000\"");
        if (settings.DataDir.Length == 0)
            yield return Line("data_dir", settings.DataDir, "takes the name of a folder");
        for (var i = 0; i < settings.TrustedProxies.Count; i++)
        {
            if (!IPAddress.TryParse(settings.TrustedProxies[i], out _) && !IPNetwork.TryParse(settings.TrustedProxies[i], out _))
                yield return Line("trusted_proxies", settings.TrustedProxies, $"\"{settings.TrustedProxies[i]}\" is not an address or network such as \"10.0.0.0/8\"");
        }

        if (settings.Store.Kind == StoreKind.Postgres)
            yield return Line("store.kind", settings.Store.Kind, "this version keeps its data in files only; leave the key out or set \"files\"");
        foreach (var bad in settings.Origins.Allowed.Where(allowed => WebOrigin.TryParse(allowed) is null))
            yield return Line("origins.allowed", settings.Origins.Allowed, $"\"{bad}\" is not an exact origin; write scheme and host, such as \"https://lifts.example.org\", without path or slash");

        var metrics = settings.Metrics.BindAddr;
        if (metrics.Length > 0 && !ListenAddress.TryParse(metrics, out _))
            yield return Line("metrics.bind_addr", metrics, "takes an address and a port, such as \"127.0.0.1:9091\", or \"\" for none");
        else if (metrics.Length > 0 && ListenAddress.Parse(metrics) is { Port: > 0 } same && same == bind)
            yield return Line("metrics.bind_addr", metrics, "is the same as bind_addr; choose another port, or \"\" for none");
        if (!string.IsNullOrEmpty(settings.Metrics.OtlpEndpoint)
            && !(Uri.TryCreate(settings.Metrics.OtlpEndpoint, UriKind.Absolute, out var otlp) && otlp.Scheme is "http" or "https"))
        {
            yield return Line("metrics.otlp_endpoint", settings.Metrics.OtlpEndpoint, "takes an address such as \"http://127.0.0.1:4317\"");
        }

        if (settings.Admin.User.Length == 0 || settings.Admin.User.Contains(':', StringComparison.Ordinal))
            yield return Line("admin.user", settings.Admin.User, "takes a name without a colon (HTTP Basic cannot carry one)");
        if (!string.IsNullOrEmpty(settings.Admin.PasswordHash) && !PasswordHash.TryParse(settings.Admin.PasswordHash, out _))
            yield return $"admin.password_hash = (hidden) ({origin("admin.password_hash")}): is not a hash; take what rollcall user hash prints";
        if (settings.Meets.SilenceS <= settings.Meets.HeartbeatS)
            yield return Line("meets.silence_s", settings.Meets.SilenceS, $"must be above meets.heartbeat_s, which is {settings.Meets.HeartbeatS}");
        if (settings.Meets.MaxFirstMessageBytes > settings.Meets.MaxMessageBytes)
            yield return Line("meets.max_first_message_bytes", settings.Meets.MaxFirstMessageBytes, $"must not be above meets.max_message_bytes, which is {settings.Meets.MaxMessageBytes}");
        foreach (var line in QueueRules.Check(settings, Line))
            yield return line;
    }
}
