using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Rollcall.Apps.Meets;

/// <summary>Reads the fields of each client message (specification 5.2 and section 9). Throws <see cref="BadField"/>, and then nothing of the message is done.</summary>
internal sealed class RequestReading(int maxUpdatesPerBatch, int maxKeyLength)
{
    private const int LongestToken = 512;

    public MeetRequest Read(string name, JsonElement payload)
    {
        var fields = new Fields(payload, "");
        return name switch
        {
            "CreateMeet" => CreateMeet(fields),
            "JoinMeet" => JoinMeet(fields),
            "UpdateInit" => UpdateInit(fields),
            "ClientPull" => ClientPull(fields),
            "PublishMeet" => new MeetRequest.PublishMeet(Token(fields), fields.Text("returnEmail"), fields.TextOrNull("oplCsv"), fields.Flag("dryRun")),
            "ManageMeet" => ManageMeet(fields),
            "SettleConflict" => SettleConflict(fields),
            "StateRecoveryResponse" => StateRecoveryResponse(fields),
            "Ping" => Ping(fields),
            _ => throw new InvalidOperationException($"No reading for {name}"),
        };
    }

    private static MeetRequest.CreateMeet CreateMeet(Fields fields)
    {
        RestoreOf? restore = null;
        if (fields.ObjectOrNull("restore") is { } of)
            restore = new(of.Text("meetId"), Epoch(of, "epoch") ?? throw of.Missing("epoch"), of.TextOrNull("sessionToken"));
        return new(fields.Text("thisLocationName").Trim(), fields.Text("password"), Locations(fields), fields.WholeOrNull("protocolVersion") ?? 1,
            fields.TextOrNull("createKey"), WatchOf(fields), restore);
    }

    private static MeetRequest.JoinMeet JoinMeet(Fields fields)
    {
        var (meetId, watch, version) = (fields.Text("meetId"), WatchOf(fields), fields.WholeOrNull("protocolVersion") ?? 1);
        if (fields.TextOrNull("viewToken") is { } viewToken)
        {
            // Password and location are not looked at.
            return viewToken.Length <= LongestToken ? new(meetId, null, null, ReadOnly: false, viewToken, null, watch, version)
                : throw fields.Wrong("viewToken", $"has at most {LongestToken} characters");
        }

        if (fields.Text("password") is not { Length: >= 1 and <= 512 } password)
            throw fields.Wrong("password", "has 1 to 512 characters");
        return new(meetId, password, fields.TextOrNull("locationName")?.Trim(), fields.Flag("readOnly"), null, fields.TextOrNull("previousSessionToken"), watch, version);
    }

    private MeetRequest.UpdateInit UpdateInit(Fields fields)
    {
        var token = Token(fields);
        if (fields.Count("updates") is var count && (count == 0 || count > maxUpdatesPerBatch))
            throw fields.Wrong("updates", $"holds 1 to {maxUpdatesPerBatch} updates");
        var updates = ImmutableArray.CreateBuilder<ProposedUpdate>(count);
        var last = 0L;
        foreach (var update in fields.Objects("updates"))
        {
            var local = update.Whole("localSeqNum");
            if (local <= last)
                throw update.Wrong("localSeqNum", last == 0 ? "is at least 1" : "is not above the one before");
            last = local;
            updates.Add(new(update.Text("updateKey"), ValueOrDelete(update), local, update.Whole("afterServerSeqNum")));
        }

        return new(token, Epoch(fields, "epoch"), updates.DrainToImmutable());
    }

    private static MeetRequest.ClientPull ClientPull(Fields fields)
    {
        var limit = fields.WholeOrNull("limit") ?? 500;
        if (limit is < 1 or > 1000)
            throw fields.Wrong("limit", "is from 1 to 1000");
        return new(Token(fields), Epoch(fields, "epoch"), fields.Whole("lastServerSeq"), (int)limit, WatchOf(fields));
    }

    private static MeetRequest.ManageMeet ManageMeet(Fields fields)
    {
        var token = Token(fields);
        var locations = fields.TryAny("locations", out var given) && given.ValueKind != JsonValueKind.Null ? Locations(fields) : default(ImmutableArray<Location>?);
        var (ending, others) = (ImmutableArray<string>.Empty, false);
        if (fields.TryAny("endSessions", out var end) && end.ValueKind == JsonValueKind.String)
            others = fields.Text("endSessions") == "others" ? true : throw fields.Wrong("endSessions", "is a list of location names or \"others\"");
        else
            ending = [.. (fields.TextsOrNull("endSessions") ?? []).Select(name => name.Trim())];
        var manage = new MeetRequest.ManageMeet(token, locations, fields.TextOrNull("password"), ending, others, fields.Flag("newViewToken"));
        return manage is { Locations: null, Password: null, EndSessions.IsEmpty: true, EndOthers: false, NewViewToken: false }
            ? throw fields.Missing("locations")
            : manage;
    }

    private static MeetRequest.SettleConflict SettleConflict(Fields fields) => new(Token(fields), fields.Whole("conflictId"), fields.Text("action") switch
    {
        "apply" => true,
        "dismiss" => false,
        _ => throw fields.Wrong("action", "is apply or dismiss"),
    });

    private MeetRequest.StateRecoveryResponse StateRecoveryResponse(Fields fields)
    {
        var token = Token(fields);
        var items = ImmutableArray.CreateBuilder<HeldItem>(fields.Count("updates"));
        var wellFormed = true;
        foreach (var item in fields.Objects("updates"))
        {
            var (key, value) = (item.Text("updateKey"), ValueOrDelete(item));
            var (number, priority, location, author) = (item.Whole("serverSeqNum"), item.Whole("priority"), item.Text("locationName"), item.Text("authorId"));
            if (MeetKey.TryParse(key, maxKeyLength, out var parsed) && (value is not null || parsed.Deletable) && author.Length is > 0 and <= 64 && location.Length <= 100)
                items.Add(new(parsed, value, number, (int)Math.Min(priority, 1000), location, author));
            else
                wellFormed = false;
        }

        return new(token, Epoch(fields, "epoch") ?? throw fields.Missing("epoch"), fields.Whole("lastServerSeq"), items.DrainToImmutable(), wellFormed, fields.RequiredFlag("done"));
    }

    private static MeetRequest.Ping Ping(Fields fields) =>
        fields.TextOrNull("sentAt") is { Length: > 40 } ? throw fields.Wrong("sentAt", "has at most 40 characters") : new(fields.TextOrNull("sentAt"));

    private static string Token(Fields fields) =>
        fields.Text("sessionToken") is { Length: <= LongestToken } token ? token : throw fields.Wrong("sessionToken", $"has at most {LongestToken} characters");

    private static string? Epoch(Fields fields, string name) =>
        fields.TextOrNull(name) is not { } epoch ? null
        : epoch.Length is >= 1 and <= 16 && epoch.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)) ? epoch
        : throw fields.Wrong(name, "has 1 to 16 small letters and digits");

    private static SyncedValue? ValueOrDelete(Fields update)
    {
        var has = update.TryAny("updateValue", out var value);
        var delete = update.Flag("delete");
        if (has == delete)
            throw has ? update.Wrong("delete", "does not stand beside updateValue") : update.Missing("updateValue");
        return delete ? null : SyncedValue.Of(value);
    }

    private static ImmutableArray<Location> Locations(Fields fields)
    {
        var locations = ImmutableArray.CreateBuilder<Location>();
        foreach (var location in fields.Objects("locations"))
            locations.Add(new(location.Text("locationName").Trim(), (int)Math.Min(location.Whole("priority"), int.MaxValue), location.Flag("director")));
        return locations.DrainToImmutable();
    }

    private static Watch? WatchOf(Fields fields)
    {
        if (fields.TextsOrNull("watch") is not { } names)
            return null;
        var watch = new Watch(false, false, false, [], false);
        for (var i = 0; i < names.Count; i++)
        {
            watch = names[i] switch
            {
                "updates" => watch with { Updates = true },
                "presence" => watch with { Presence = true },
                "conflicts" => watch with { Conflicts = true },
                "standings" => watch with { Standings = true },
                "platform:*" => watch with { Platforms = watch.Platforms.Add(0) },
                var name when Platform(name) is { } platform => watch with { Platforms = watch.Platforms.Add(platform) },
                _ => throw new BadField($"watch[{i}]", $"watch[{i}] is none of updates, presence, conflicts, platform:<n>, platform:*, standings"),
            };
        }

        return watch;
    }

    private static int? Platform(string name) =>
        name.StartsWith("platform:", StringComparison.Ordinal) && int.TryParse(name.AsSpan(9), NumberStyles.None, CultureInfo.InvariantCulture, out var platform) && platform is >= 1 and <= 20
            ? platform : null;
}
