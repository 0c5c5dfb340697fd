using Rollcall.Apps.Meets;

namespace Rollcall.Tests.Support.Meets;

/// <summary>What a client makes of the pages it pulls (specification 7.4), and nothing else.</summary>
internal sealed class PullingClient
{
    private readonly Dictionary<string, Item> canonical = new(StringComparer.Ordinal);
    private string epoch = "k3f9x2";
    private long cursor;

    public IEnumerable<(string Key, SyncedValue? Value, long Number)> Held =>
        canonical.Values.OrderBy(item => item.Number).Select(item => (item.Key.Text, item.Value, item.Number));

    /// <summary>Pulls one page; false if it was the last.</summary>
    public bool Pull(Meet meet, int limit, int maxBytes)
    {
        var page = Pulling.Page(meet, epoch, cursor, limit, maxBytes);
        if (page.Resync)
            canonical.Clear();
        foreach (var item in page.Items)
            Take(item);
        (epoch, cursor) = (page.Epoch, page.LastServerSeq);
        return page.More;
    }

    private void Take(Item item)
    {
        if (canonical.Values.Any(held => held.Number > item.Number && (held.Key.Text == item.Key.Text || held.Key.Contains(item.Key))))
            return;
        foreach (var below in canonical.Values.Where(held => item.Key.Contains(held.Key) && held.Number < item.Number).ToList())
            canonical.Remove(below.Key.Text);
        canonical[item.Key.Text] = item;
    }
}
