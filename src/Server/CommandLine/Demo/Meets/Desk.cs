using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Rollcall.Server.CommandLine.Demo.Meets;

/// <summary>A desk or a display: a small client of the meets' protocol that keeps what the protocol says a client keeps. It takes in what came
/// only while it waits for something, so between two waits it is a desk that has not looked yet. Used by one phase at a time.</summary>
internal sealed class Desk(string name, Color colour, Spelling spelling, ThrowAwayServer server, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Message> latest = [];
    private Line? line;

    public Who Who { get; } = new(name, colour);

    public string Name => name;

    public Spelling Spelling => spelling;

    /// <summary>What it keeps.</summary>
    public DeskMemory Holds { get; } = new(name);

    public int? CloseCode => line?.CloseCode;

    /// <summary>Comes in with a first message, <c>CreateMeet</c> or <c>JoinMeet</c>; answers what the server said.</summary>
    public async Task<Message> ComeInAsync(string request, JsonObject fields, CancellationToken cancel)
    {
        line ??= await Line.OpenAsync(server.Address, "/ws", null, cancel);
        await SendAsync(request, fields, cancel);
        return await HearAsync(["MeetCreated", "MeetJoined", "RequestRejected", "JoinRejected"], cancel);
    }

    /// <summary>Loses the line; what came before and was not looked at is lost with it.</summary>
    public async Task LoseLineAsync()
    {
        if (line is not null)
            await line.DisposeAsync();
        line = null;
    }

    /// <summary>Opens a new line; nothing is said yet.</summary>
    public async Task OpenLineAsync(CancellationToken cancel)
    {
        await LoseLineAsync();
        line = await Line.OpenAsync(server.Address, "/ws", null, cancel);
    }

    /// <summary>Asks for everything after the cursor, page by page. Answers how many items came.</summary>
    public async Task<int> PullAsync(CancellationToken cancel)
    {
        var (items, more) = (0, true);
        while (more)
        {
            await AskForPageAsync(cancel);
            var page = await HearAsync(["ServerPull", "RequestRejected"], cancel);
            if (page.Name != "ServerPull")
                throw new PlayBrokenException("a page", page.Text);
            items += page["updatesRelayed"].GetArrayLength();
            more = page["more"].GetBoolean();
        }

        return items;
    }

    public Task AskForPageAsync(CancellationToken cancel) => SendAsync("ClientPull", new()
    {
        ["sessionToken"] = Holds.Token, ["epoch"] = Holds.Epoch, ["lastServerSeq"] = Holds.Cursor, ["watch"] = new JsonArray("updates", "conflicts"),
    }, cancel);

    /// <summary>Forgets what it holds and asks for everything.</summary>
    public Task<int> PullAllAsync(CancellationToken cancel)
    {
        Holds.Forget();
        return PullAsync(cancel);
    }

    /// <summary>Sends own updates as one batch, in order, as they were made: again under the same numbers if they were sent before. False if
    /// the line is gone.</summary>
    public Task<bool> SendAsync(IReadOnlyList<OwnUpdate> updates, CancellationToken cancel)
    {
        var batch = new JsonArray();
        foreach (var one in updates)
        {
            Holds.Answers.Remove(one.Local);
            batch.Add(new JsonObject
            {
                ["updateKey"] = one.Key, ["updateValue"] = one.Value.DeepClone(), ["localSeqNum"] = one.Local, ["afterServerSeqNum"] = one.After,
            });
        }

        return SendAsync("UpdateInit", new() { ["sessionToken"] = Holds.Token, ["epoch"] = updates[0].Epoch, ["updates"] = batch }, cancel);
    }

    /// <summary>Sends one own update and waits for its answer.</summary>
    public async Task<Answer> SubmitAsync(OwnUpdate update, CancellationToken cancel)
    {
        await SendAsync([update], cancel);
        await UntilAnsweredAsync([update], cancel);
        return Holds.AnswerTo(update);
    }

    public Task<bool> SendAsync(string request, JsonObject fields, CancellationToken cancel) =>
        line is null ? Task.FromResult(false) : line.SendAsync(Message.Write(request, fields, spelling), cancel);

    /// <summary>Answers a <c>StateRecoveryRequest</c>: all it holds above the number asked for, in pages. Answers how many items it gave.</summary>
    public async Task<int> GiveBackAsync(Message asked, CancellationToken cancel)
    {
        var (above, limit) = (asked["lastServerSeq"].GetInt64(), asked["limit"].GetInt32());
        var pages = Holds.Content.Items.Where(item => item.Number > above).OrderBy(item => item.Number).Chunk(limit).ToList();
        for (var at = 0; at < Math.Max(1, pages.Count); at++)
        {
            await SendAsync("StateRecoveryResponse", new()
            {
                ["sessionToken"] = Holds.Token, ["epoch"] = asked["epoch"].GetString(), ["lastServerSeq"] = Holds.Cursor,
                ["updates"] = new JsonArray([.. pages.ElementAtOrDefault(at)?.Select(item => item.ToJson()) ?? []]), ["done"] = at >= pages.Count - 1,
            }, cancel);
        }

        return pages.Sum(page => page.Length);
    }

    /// <summary>Takes in what comes until one of these messages came that was not heard before.</summary>
    public async Task<Message> HearAsync(string[] names, CancellationToken cancel)
    {
        Message? heard = null;
        await UntilAsync(() => names.Any(one => latest.Remove(one, out heard)), $"{string.Join(" or ", names)} for {name}", cancel);
        return heard!;
    }

    /// <summary>Takes in what comes until the server's notice of this kind came.</summary>
    public async Task<Message> HearNoticeAsync(string kind, CancellationToken cancel)
    {
        await UntilAsync(
            () => latest.TryGetValue("ServerNotice", out var one) && one["kind"].GetString() == kind, $"the notice {kind} at {name}", cancel);
        latest.Remove("ServerNotice", out var heard);
        return heard!;
    }

    /// <summary>Takes in what comes until each of these own updates has its answer.</summary>
    public Task UntilAnsweredAsync(IReadOnlyCollection<OwnUpdate> updates, CancellationToken cancel) =>
        UntilAsync(() => updates.All(Holds.IsAnswered), $"answers to {updates.Count} updates of {name}", cancel);

    /// <summary>Takes in what comes until somebody's acknowledged update, or a later one, stands at a key.</summary>
    public Task UntilHoldsAsync(string key, Answer answer, CancellationToken cancel) => answer.Number is { } number
        ? UntilAsync(() => Holds.Content[key]?.Number >= number, $"{answer} at {name}", cancel)
        : throw new PlayBrokenException($"an update that {name} hears of", $"{answer}");

    /// <summary>Takes in what comes until <paramref name="condition"/> holds. Throws where the line ends before, or nothing comes for long.</summary>
    public async Task UntilAsync(Func<bool> condition, string what, CancellationToken cancel)
    {
        if (!await TryUntilAsync(condition, what, cancel))
            throw new PlayBrokenException(what, $"the line was lost{(CloseCode is { } code ? $", close code {code}" : "")}");
    }

    /// <summary>The same; false where the line ends before.</summary>
    public async Task<bool> TryUntilAsync(Func<bool> condition, string what, CancellationToken cancel)
    {
        var last = "nothing";
        while (!condition())
        {
            try
            {
                if (line is null || !await line.Heard.WaitToReadAsync(cancel).AsTask().WaitAsync(Patience, time, cancel))
                    return false;
            }
            catch (TimeoutException)
            {
                throw new PlayBrokenException(what, $"for {Patience.TotalSeconds} s no more than {last}");
            }

            while (line.Heard.TryRead(out var text))
                Take(last = text);
        }

        return true;
    }

    public async ValueTask DisposeAsync() => await LoseLineAsync();

    private void Take(string text)
    {
        try
        {
            var message = Message.Read(text);
            latest[message.Name] = message;
            Holds.Take(message);
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new PlayBrokenException("a message as the protocol has it", text);
        }
    }
}
