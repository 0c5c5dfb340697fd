using System.Net;
using System.Net.Http.Headers;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Hosting;

public sealed class BridgeScriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollcall-bridge-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_bridge_is_served_as_a_script_that_browsers_ask_for_again()
    {
        await using var server = await StartAsync(isBuilt: true);
        var answer = await server.Http.GetAsync(new Uri("/bridge/openlifter.js", UriKind.Relative));
        Assert.Equal("bridge()", await answer.Content.ReadAsStringAsync());
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl?.NoCache);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/bridge/openlifter.js");
        again.Headers.IfNoneMatch.Add(Assert.IsType<EntityTagHeaderValue>(answer.Headers.ETag));
        Assert.Equal(HttpStatusCode.NotModified, (await server.Http.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task Where_the_bridge_is_not_built_the_server_says_so()
    {
        await using var server = await StartAsync(isBuilt: false);
        var answer = await server.Http.GetAsync(new Uri("/bridge/openlifter.js", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("not built", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_at_the_root_does_not_hide_the_bridge()
    {
        var site = Directory.CreateDirectory(Path.Combine(_folder, "site")).FullName;
        await File.WriteAllTextAsync(Path.Combine(site, "index.html"), "<script src=\"app.js\"></script>");
        await using var server = await StartAsync(isBuilt: true, new SiteSettings { Path = "/", Dir = site, Spa = true, Inject = ["/bridge/openlifter.js"] });
        Assert.Equal("bridge()", await server.Http.GetStringAsync(new Uri("/bridge/openlifter.js", UriKind.Relative)));
        Assert.StartsWith("<script src=\"/bridge/openlifter.js\"></script>", await server.Http.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
    }

    private async Task<TestServer> StartAsync(bool isBuilt, params SiteSettings[] sites)
    {
        if (isBuilt)
        {
            Directory.CreateDirectory(Path.Combine(_folder, "bridge"));
            await File.WriteAllTextAsync(Path.Combine(_folder, "bridge", "openlifter.js"), "bridge()");
        }

        return await TestServer.StartAsync(settings => settings with { Sites = sites }, compose: _ => { }, plan: plan => plan with { FrontEnds = [_folder] });
    }
}
