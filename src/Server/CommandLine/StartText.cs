using Rollcall.Core.Store.Files;
using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Configuration;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.CommandLine;

/// <summary>What is printed when the server is ready: version, folders, addresses, and warnings that matter.</summary>
internal static class StartText
{
    public static string Of(RollcallServer server, LoadedSettings loaded)
    {
        var settings = loaded.Settings;
        var text = new StringWriter { NewLine = "\n" };
        text.WriteLine($"Rollcall {ProductVersion.Text}");
        Line("pages", server.BaseAddress);
        foreach (var site in settings.Sites)
            Line("site", $"{(string.IsNullOrEmpty(site.Host) ? new Uri(server.BaseAddress, site.Path) : $"host {site.Host}, path {site.Path}")} from {site.Dir}");
        Line("health", new Uri(server.BaseAddress, "/health"));
        if (server.MetricsAddress is { } metrics)
            Line("metrics", new Uri(metrics, "/metrics"));
        Line("data", server.Parts.DataFolder);
        Line("settings", loaded.File ?? "defaults; no configuration file in this folder");
        if (server.GeneratedPassword is { } password)
        {
            Line("operator", $"name {settings.Admin.User}, password {password}");
            Line("", "opens the pages as well; shown this once, kept as a hash only");
        }

        foreach (var variable in loaded.WithoutEffect)
            text.WriteLine($"  note: the environment sets {variable}, which has no effect here");
        foreach (var warning in Warnings(settings))
            text.WriteLine($"  warning: {warning}");
        return text.ToString();

        void Line(string name, object what) => text.WriteLine($"  {name,-9}{what}");
    }

    /// <summary>What an operator should know about this configuration.</summary>
    public static IEnumerable<string> Warnings(RollcallSettings settings)
    {
        var bind = ListenAddress.Parse(settings.BindAddr);
        if (!bind.IsLoopback && settings.TrustedProxies.Count == 0)
        {
            yield return $"bind_addr = \"{settings.BindAddr}\" is reachable from other machines and passwords travel unencrypted; "
                + "put a reverse proxy with TLS in front and name it in trusted_proxies";
        }

        if (settings.Metrics.BindAddr.Length > 0 && ListenAddress.Parse(settings.Metrics.BindAddr) is { IsLoopback: false })
            yield return $"metrics.bind_addr = \"{settings.Metrics.BindAddr}\" shows figures to everyone who reaches it";
        if (settings.Store.Durability == Durability.Os)
            yield return "store.durability = \"os\": what was acknowledged in the last seconds is lost if the machine loses power";
    }
}
