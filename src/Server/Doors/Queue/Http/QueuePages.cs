using System.Net;
using System.Text;
using Rollcall.Apps.Queue;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Queue.Http;

/// <summary>The two things for other sites' pages: <c>/status</c>, to be shown in a frame, and the logo. Everything that somebody typed is escaped.</summary>
internal sealed class QueuePages(QueueSettings settings)
{
    private const int NamesShown = 10;
    private readonly byte[] logo = Logo();

    /// <summary>Sends the logo.</summary>
    public Task LogoAsync(HttpContext context)
    {
        SecurityHeaders.SetForAnything(context.Response.Headers);
        return QueueResponses.BytesAsync(context, "image/png", logo);
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
        page.Append($"<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{Escaped(queue.Terms.Title)}</title></head>\n<body>\n");
        page.Append($"<p>System Status: {status}</p>\n");
        if (queue.Active.On)
            Running(page, queue);
        page.Append($"<p><a href=\"{Escaped(settings.SiteUrl)}\" target=\"_top\">Visit {Escaped(queue.Terms.Title)} ({status})</a></p>\n");
        page.Append($"<p>Last updated: {JsonText.Time(now)}</p>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void Running(StringBuilder page, QueueState queue)
    {
        if (queue.Current is { } current)
            page.Append($"<p>Current QSO: {Escaped(current.Callsign.Text)}</p>\n");
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

    private static byte[] Logo()
    {
        using var stream = typeof(QueuePages).Assembly.GetManifestResourceStream("pages/logo.png")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
