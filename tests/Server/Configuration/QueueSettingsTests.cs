using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Configuration;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Configuration;

/// <summary>The sections <c>queue</c> and <c>qrz</c>, and the environment of earlier servers (queue specification 9).</summary>
public class QueueSettingsTests
{
    [Fact]
    public void Variables_of_earlier_servers_win_over_the_file_and_lose_to_our_own()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("config.toml"), "[queue]\nmax_size = 5\nmax_connections = 7\n");
        var loaded = Load(folder, ("MAX_QUEUE_SIZE", "9"), ("WEBSOCKET_MAX_CONNECTIONS", "11"), ("ROLLCALL_QUEUE__MAX_CONNECTIONS", "12"), ("WEBSOCKET_HEARTBEAT_INTERVAL", "15"),
            ("FRONTEND_URL", "https://radio.example"), ("WEBSOCKET_PORT", ""), ("ADMIN_USERNAME", "chief"), ("ADMIN_PASSWORD", "secret"), ("QRZ_USERNAME", "ei0test"), ("QRZ_PASSWORD", "hush"),
            ("MONGO_URI", "mongodb://x"), ("SECRET_KEY", "y"));
        var queue = loaded.Settings.Queue;
        Assert.Equal((9, 12, 15, "https://radio.example", 0, "chief", "secret"), (queue.MaxSize, queue.MaxConnections, queue.HeartbeatSeconds, queue.SiteUrl, queue.WebsocketPort, queue.AdminUsername, queue.AdminPassword));
        Assert.Equal(("ei0test", "hush"), (loaded.Settings.Qrz.Username, loaded.Settings.Qrz.Password));
        Assert.Equal("environment MAX_QUEUE_SIZE", loaded.Values.Single(one => one.Path == "queue.max_size").Origin);
        Assert.Equal(["MONGO_URI", "SECRET_KEY"], loaded.WithoutEffect);
    }

    [Theory]
    [InlineData("MAX_QUEUE_SIZE", "201", "MAX_QUEUE_SIZE")]
    [InlineData("WEBSOCKET_HEARTBEAT_INTERVAL", "4", "WEBSOCKET_HEARTBEAT_INTERVAL")]
    [InlineData("WEBSOCKET_PORT", "high", "WEBSOCKET_PORT")]
    [InlineData("FRONTEND_URL", "javascript:alert(1)", "FRONTEND_URL")]
    [InlineData("ADMIN_USERNAME", "chief", "ADMIN_USERNAME")]
    [InlineData("ROLLCALL_QUEUE__QUEUES__0__NAME", "CW!", "queue.queues.0.name")]
    [InlineData("ROLLCALL_QUEUE__OPERATORS__0__NAME", "anna", "password_hash")]
    [InlineData("ROLLCALL_QUEUE__CORS_ORIGINS", "https://radio.example/", "queue.cors_origins")]
    [InlineData("ROLLCALL_QRZ__BASE_URL", "ftp://x", "qrz.base_url")]
    public void A_bad_value_stops_the_start_with_a_line_that_names_it(string variable, string value, string named)
    {
        using var folder = new TemporaryFolder();
        var refused = Assert.Throws<StartRefusedException>(() => Load(folder, (variable, value)));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_operators_of_one_name_stop_the_start_also_where_one_is_the_simple_form()
    {
        using var folder = new TemporaryFolder();
        var refused = Assert.Throws<StartRefusedException>(() => Load(folder,
            ("ADMIN_USERNAME", "anna"), ("ADMIN_PASSWORD", "x"), ("ROLLCALL_QUEUE__OPERATORS__0__NAME", "anna"), ("ROLLCALL_QUEUE__OPERATORS__0__PASSWORD", "y")));
        Assert.Contains("queue.operators.0.name = \"anna\"", refused.Message, StringComparison.Ordinal);
    }

    private static LoadedSettings Load(TemporaryFolder folder, params (string Name, string Value)[] environment) =>
        SettingsLoader.Load(folder.Path, null, environment.ToDictionary(one => one.Name, one => one.Value), []);
}
