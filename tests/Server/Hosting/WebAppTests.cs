using System.Net;
using System.Net.Http.Headers;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Hosting;

public sealed class WebAppTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public WebAppTests()
    {
        var web = Directory.CreateDirectory(Path.Combine(_folder.Path, "web", "assets")).Parent!.FullName;
        File.WriteAllText(Path.Combine(web, "index.html"), "the app");
        File.WriteAllText(Path.Combine(web, "overlay.html"), "the overlay");
        File.WriteAllText(Path.Combine(web, "assets", "app-1.js"), "plain");
        File.WriteAllText(Path.Combine(web, "assets", "app-1.js.br"), "as brotli");
        File.WriteAllText(Path.Combine(web, "assets", "app-1.js.gz"), "as gzip");
        File.WriteAllText(Path.Combine(web, "sw.js"), "the worker");
        File.WriteAllText(Path.Combine(_folder.Path, "secret.txt"), "outside");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Path, "club")).FullName, "index.html"), "the club");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/", null, "the app")]
    [InlineData("/meets/482-913-057/desk", "text/html,*/*;q=0.8", "the app")]
    [InlineData("/overlay", null, "the overlay")]
    [InlineData("/overlay?theme=dark", "text/html", "the overlay")]
    [InlineData("/assets/app-1.js", null, "plain")]
    public async Task Every_address_a_person_looks_at_is_a_page(string address, string? accept, string expected)
    {
        await using var server = await Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (accept is not null)
            request.Headers.Add("Accept", accept);
        Assert.Equal(expected, await (await server.Http.SendAsync(request)).EnsureSuccessStatusCode().Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/nothing/there")]
    [InlineData("/assets/gone.js")]
    [InlineData("/../secret.txt")]
    [InlineData("/%2e%2e/secret.txt")]
    public async Task A_program_that_asks_for_what_is_not_there_hears_so(string address)
    {
        await using var server = await Start();
        var answer = await server.Http.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("gzip, deflate, br", "br", "as brotli")]
    [InlineData("gzip", "gzip", "as gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip", "as gzip")]
    [InlineData("identity", null, "plain")]
    public async Task A_file_comes_as_compressed_as_the_browser_takes_it(string takes, string? encoding, string expected)
    {
        await using var server = await Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/app-1.js") { Headers = { { "Accept-Encoding", takes } } };
        var answer = await server.Http.SendAsync(request);
        Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
        Assert.Equal(encoding is null ? [] : [encoding], answer.Content.Headers.ContentEncoding);
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
    }

    [Fact]
    public async Task Browsers_keep_what_never_changes_and_ask_again_for_the_rest()
    {
        await using var server = await Start();
        var asset = await server.Http.GetAsync(new Uri("/assets/app-1.js", UriKind.Relative));
        Assert.Contains("immutable", asset.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        var page = await server.Http.GetAsync(new Uri("/", UriKind.Relative));
        Assert.True(page.Headers.CacheControl!.NoCache);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { IfNoneMatch = { new EntityTagHeaderValue(page.Headers.ETag!.Tag) } } };
        Assert.Equal(HttpStatusCode.NotModified, (await server.Http.SendAsync(again)).StatusCode);
    }

    [Theory]
    [InlineData("/", "frame-ancestors 'none'")]
    [InlineData("/overlay", "frame-ancestors *")]
    public async Task Only_the_overlay_may_stand_in_a_frame_and_no_page_runs_script_of_its_own_text(string address, string frames)
    {
        await using var server = await Start();
        var answer = await server.Http.GetAsync(new Uri(address, UriKind.Relative));
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.EndsWith(frames, policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_keeps_the_pages_is_asked_for_each_time_and_is_a_script()
    {
        await using var server = await Start();
        var answer = await server.Http.GetAsync(new Uri("/sw.js", UriKind.Relative));
        Assert.Equal("the worker", await answer.Content.ReadAsStringAsync());
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType!.MediaType);
        Assert.True(answer.Headers.CacheControl!.NoCache);
        Assert.Contains("worker-src 'self';", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "", null, HttpStatusCode.NotFound)]
    [InlineData("/", "club.example.org", "club.example.org", HttpStatusCode.NotFound)]
    [InlineData("/", "club.example.org", null, HttpStatusCode.OK)]
    [InlineData("/club", "", null, HttpStatusCode.OK)]
    public async Task Pages_are_not_kept_where_a_site_has_the_root(string path, string siteHost, string? askedHost, HttpStatusCode expected)
    {
        await using var server = await Start(new SiteSettings { Path = path, Host = siteHost, Dir = Path.Combine(_folder.Path, "club") });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sw.js");
        request.Headers.Host = askedHost;
        Assert.Equal(expected, (await server.Http.SendAsync(request)).StatusCode);
    }

    private Task<TestServer> Start(params SiteSettings[] sites) => TestServer.StartAsync(settings => settings with { Sites = sites }, compose: _ => { }, plan: plan => plan with { FrontEnds = [Path.Combine(_folder.Path, "elsewhere"), _folder.Path] });
}
