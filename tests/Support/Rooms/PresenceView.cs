using System.Text.Json;

namespace Rollcall.Tests.Support.Rooms;

/// <summary>Who is there, as a client knows it that only follows what it is told.</summary>
internal static class PresenceView
{
    /// <summary>User and state, by user; null in count mode.</summary>
    public static SortedDictionary<long, string>? Of(IEnumerable<JsonElement> messages)
    {
        SortedDictionary<long, string>? view = null;
        foreach (var data in messages.Where(one => one.GetProperty("type").GetString() == "presence").Select(one => one.GetProperty("data")))
        {
            switch (data.GetProperty("event").GetString())
            {
                case "snapshot":
                    view = data.GetProperty("mode").GetString() == "count" ? null : [];
                    if (view is not null)
                        Take(view, data.GetProperty("users"));
                    break;
                case "diff":
                    Take(view!, data.GetProperty("joins"));
                    Take(view!, data.GetProperty("updates"));
                    foreach (var gone in data.GetProperty("leaves").EnumerateArray())
                        view!.Remove(gone.GetInt64());
                    break;
            }
        }

        return view;
    }

    private static void Take(SortedDictionary<long, string> view, JsonElement users)
    {
        foreach (var user in users.EnumerateArray())
            view[user.GetProperty("user_id").GetInt64()] = user.GetProperty("state").GetString()!;
    }
}
