using System.Net;
using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Server.Hosting.Sites;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Hosting;

public sealed class SitesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollcall-site-").FullName;
    private readonly string _build;

    public SitesTests()
    {
        _build = Path.Combine(_folder, "build");
        Write("build/index.html", "<html><head><!-- <script> --><SCRIPT src=\"app.js\"></script></head></html>");
        Write("build/app.js", "app()");
        Write("build/static/a b.css", "a{}");
        Write("build/docs/index.html", "docs");
        Write("build/.env", "SECRET=1");
        Write("build/.well-known/x", "well");
        Write("secret.txt", "secret");
        File.CreateSymbolicLink(Path.Combine(_build, "out.txt"), Path.Combine(_folder, "secret.txt"));
        Directory.CreateSymbolicLink(Path.Combine(_build, "up"), _folder);
        File.CreateSymbolicLink(Path.Combine(_build, "in.js"), "static/../app.js");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("/ol/app.js", 200, "app()")]
    [InlineData("/ol/static/a%20b.css", 200, "a{}")]
    [InlineData("/ol/docs/", 200, "docs")]
    [InlineData("/ol/in.js", 200, "app()")]
    [InlineData("/ol/.well-known/x", 200, "well")]
    [InlineData("/ol/docs", 307, null)]
    [InlineData("/ol", 307, null)]
    [InlineData("/ol/none.js", 404, null)]
    [InlineData("/ol/.env", 404, null)]
    [InlineData("/ol/out.txt", 404, null)]
    [InlineData("/ol/up/secret.txt", 404, null)]
    [InlineData("/ol/../secret.txt", 404, null)]
    [InlineData("/ol/%2e%2e/secret.txt", 404, null)]
    [InlineData("/ol/..%2fsecret.txt", 404, null)]
    [InlineData("/ol/..%5csecret.txt", 404, null)]
    [InlineData("/olx/app.js", 404, null)]
    public async Task Files_are_served_and_never_from_outside_the_folder(string path, int status, string? body)
    {
        await using var server = await Start(new SiteSettings { Path = "/ol", Dir = _build });
        var answer = await server.Http.GetAsync(new Uri(server.Running.BaseAddress.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        Assert.Equal(status, (int)answer.StatusCode);
        if (body is not null)
            Assert.Equal(body, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Scripts_are_put_before_the_first_one_and_unknown_paths_without_a_dot_answer_the_index()
    {
        await using var server = await Start(new SiteSettings { Path = "/", Dir = _build, Spa = true, Inject = ["/bridge/openlifter.js", "/b.js?a&b"] });
        const string Page = "<html><head><!-- <script> --><script src=\"/bridge/openlifter.js\"></script><script src=\"/b.js?a&amp;b\"></script><SCRIPT src=\"app.js\"></script></head></html>";
        Assert.Equal(Page, await server.Http.GetStringAsync(new Uri("/", UriKind.Relative)));
        Assert.Equal(Page, await server.Http.GetStringAsync(new Uri("/lifting/1", UriKind.Relative)));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync(new Uri("/gone.png", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync(new Uri("/health", UriKind.Relative))).StatusCode);
        Write("build/index.html", "no script at all");
        File.SetLastWriteTimeUtc(Path.Combine(_build, "index.html"), DateTime.UnixEpoch);
        Assert.StartsWith("no script at all<script", await server.Http.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<head><title>x</title></HEAD><body>", "<head><title>x</title>|</HEAD><body>")]
    [InlineData("<!-- <script> </head> -->text", "<!-- <script> </head> -->text|")]
    [InlineData("<scripty><script>1</script><script>2</script>", "<scripty>|<script>1</script><script>2</script>")]
    public void A_script_finds_its_place(string page, string expected) =>
        Assert.Equal(expected.Replace("|", "<script src=\"/x.js\"></script>", StringComparison.Ordinal), SitePages.Inject(page, ["/x.js"]));

    [Theory]
    [InlineData("/ol/app.js")]
    [InlineData("/ol/")]
    public async Task What_a_browser_already_has_is_not_sent_again(string path)
    {
        await using var server = await Start(new SiteSettings { Path = "/ol", Dir = _build, Inject = ["/x.js"] });
        var first = await server.Http.GetAsync(new Uri(path, UriKind.Relative));
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await server.Http.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task A_named_host_comes_before_every_host_and_a_longer_path_before_a_shorter_one()
    {
        Write("one/index.html", "one");
        Write("two/index.html", "two");
        Write("three/index.html", "three");
        await using var server = await Start(
            new SiteSettings { Path = "/", Dir = Path.Combine(_folder, "one") },
            new SiteSettings { Path = "/deep", Dir = Path.Combine(_folder, "two") },
            new SiteSettings { Path = "/", Host = "lifts.example.org", Dir = Path.Combine(_folder, "three") });
        Assert.Equal("one", await server.Http.GetStringAsync(new Uri("/", UriKind.Relative)));
        Assert.Equal("two", await server.Http.GetStringAsync(new Uri("/deep/", UriKind.Relative)));
        using var named = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "Lifts.Example.Org" } };
        Assert.Equal("three", await (await server.Http.SendAsync(named)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_site_that_cannot_be_served_stops_the_start_with_a_line_that_names_it()
    {
        var missing = Path.Combine(_folder, "missing");
        Assert.Equal($"sites.0.dir = \"{missing}\": there is no such folder; make it or correct the key", await Refusal(new SiteSettings { Dir = missing }));
        Assert.Equal($"sites.0.dir = \"{_folder}\": there is no index.html in it; name the folder of the finished build", await Refusal(new SiteSettings { Dir = _folder }));
        Assert.Equal("sites.0.dir is missing; name the folder that holds index.html", await Refusal(new SiteSettings()));
        Assert.StartsWith("sites.0.path = \"ol\": must begin with a slash", await Refusal(new SiteSettings { Dir = _build, Path = "ol" }), StringComparison.Ordinal);
        Assert.StartsWith("sites: two are served", await Refusal(new SiteSettings { Dir = _build }, new SiteSettings { Dir = _build }), StringComparison.Ordinal);
    }

    private static async Task<string> Refusal(params SiteSettings[] sites) => Assert.Single((await Assert.ThrowsAsync<StartRefusedException>(() => Start(sites))).Lines);

    private static Task<TestServer> Start(params SiteSettings[] sites) => TestServer.StartAsync(s => s with { Sites = sites });

    private void Write(string path, string text)
    {
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
