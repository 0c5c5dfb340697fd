using System.Net;
using System.Text;

namespace Rollcall.Server.Hosting.Pages;

/// <summary>The page at <c>/</c>: what runs here and where to look. Made once; read by any thread.</summary>
internal sealed class StartPage
{
    private readonly byte[] page;
    private readonly byte[] style = Encoding.UTF8.GetBytes(Embedded("start.css"));

    public StartPage(IEnumerable<ApplicationNote> applications)
    {
        var lines = string.Concat(applications.Select(a => $"\n<li><strong>{WebUtility.HtmlEncode(a.Name)}</strong><span>{WebUtility.HtmlEncode(a.Sentence)}</span></li>"));
        page = Encoding.UTF8.GetBytes(Embedded("start.html")
            .Replace("{{version}}", WebUtility.HtmlEncode(ProductVersion.Text), StringComparison.Ordinal)
            .Replace("{{applications}}", lines, StringComparison.Ordinal));
    }

    /// <summary>Answers if it is asked for; says whether it did.</summary>
    public async Task<bool> AnswerAsync(HttpContext context)
    {
        var (bytes, type) = context.Request.Path.Value switch
        {
            "/" => (page, "text/html; charset=utf-8"),
            "/start.css" => (style, "text/css; charset=utf-8"),
            _ => (null, ""),
        };
        if (bytes is null)
            return false;
        SecurityHeaders.SetForPage(context.Response.Headers);
        context.Response.Headers.CacheControl = "no-cache";
        await TypedResults.Bytes(bytes, type).ExecuteAsync(context);
        return true;
    }

    private static string Embedded(string name)
    {
        using var stream = typeof(StartPage).Assembly.GetManifestResourceStream($"pages/{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
