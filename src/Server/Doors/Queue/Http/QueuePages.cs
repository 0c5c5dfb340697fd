using System.Net;
using System.Text;
using Rollcall.Apps.Queue;
using Rollcall.Core.Text;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Queue.Http;

/// <summary>What other sites show: <c>/status</c>, to be shown in a frame, with its style sheet, and the logo. Everything that somebody typed is escaped.</summary>
internal sealed class QueuePages(QueueSettings settings)
{
    private const int NamesShown = 10;
    private readonly byte[] logo = Embedded("logo.png");
    private readonly byte[] style = Embedded("status.css");

    /// <summary>Sends the logo.</summary>
    public Task LogoAsync(HttpContext context)
    {
        SecurityHeaders.SetForAnything(context.Response.Headers);
        return QueueResponses.BytesAsync(context, "image/png", logo);
    }

    /// <summary>Sends the style sheet of the status page.</summary>
    public Task StyleAsync(HttpContext context)
    {
        SecurityHeaders.SetForAnything(context.Response.Headers);
        return QueueResponses.BytesAsync(context, "text/css; charset=utf-8", style);
    }

    /// <summary>Sends the status page.</summary>
    public Task StatusAsync(HttpContext context, QueueState queue, DateTimeOffset now)
    {
        SecurityHeaders.SetForPage(context.Response.Headers, mayBeFramed: true);
        return QueueResponses.BytesAsync(context, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(Status(queue, now)));
    }

    private string Status(QueueState queue, DateTimeOffset now)
    {
        var status = queue.Active.On ? "ACTIVE" : "INACTIVE";
        var page = new StringBuilder();
        page.Append($"<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Escaped(queue.Terms.Title)}</title>"
            + "<link rel=\"stylesheet\" href=\"/static/status.css\"></head>\n<body>\n");
        page.Append($"<p class=\"{status.ToLowerInvariant()}\">System Status: {status}</p>\n");
        if (queue.Active.On)
            Running(page, queue);
        page.Append($"<p><a href=\"{Escaped(settings.SiteUrl)}\" target=\"_top\">Visit {Escaped(queue.Terms.Title)} ({status})</a></p>\n");
        page.Append($"<p class=\"quiet\">Last updated: {Instants.Text(now)}</p>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void Running(StringBuilder page, QueueState queue)
    {
        if (queue.Current is { } current)
            page.Append($"<p class=\"current\">Current QSO: {Escaped(current.Callsign.Text)}</p>\n");
        page.Append($"<p>Queue ({queue.Entries.Count} users)</p>\n");
        if (!queue.Entries.IsEmpty)
        {
            page.Append("<ol>\n");
            foreach (var entry in queue.Entries.Take(NamesShown))
                page.Append($"<li>{Escaped(entry.Callsign.Text)}</li>\n");
            page.Append("</ol>\n");
        }

        if (queue.Entries.Count > NamesShown)
            page.Append($"<p>+{queue.Entries.Count - NamesShown} more</p>\n");
        if (queue.Frequency.Text is { } frequency)
            page.Append($"<p>Frequency: {Escaped(frequency)}</p>\n");
        if (queue.Split.Text is { } split)
            page.Append($"<p>Split: {Escaped(split)}</p>\n");
    }

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);

    private static byte[] Embedded(string name)
    {
        using var stream = typeof(QueuePages).Assembly.GetManifestResourceStream($"pages/{name}")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
