using System.Collections.Concurrent;
using Rollcall.Apps.Meets;
using Rollcall.Core.Store.Files;

namespace Rollcall.Server.Doors.Meets.HandOver;

/// <summary>Hands results over by mail: they are laid into <c>data/mail/&lt;nine digits&gt;/</c> and sent from there until the mail server takes them or three days
/// are over. Without a mail server they go to the outbox folder.</summary>
/// <remarks>Any thread hands over and asks; one round of sending runs at a time, started by a timer.</remarks>
public sealed class MailFolder : IHandOver, IAsyncDisposable
{
    private const string StateFile = "state.json";

    private readonly string folder;
    private readonly Disk disk;
    private readonly OutboxFolder outbox;
    private readonly MeetSettings settings;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly ITimer timer;
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<MeetId, Mailing> mailings = [];
    private readonly SemaphoreSlim oneRound = new(1);

    /// <summary>Reads how far everything in <c>mail/</c> of the data folder has got; sends nothing before <see cref="Begin"/>.</summary>
    public MailFolder(string dataFolder, Disk disk, MeetSettings settings, TimeProvider time, ILogger log)
    {
        (folder, outbox) = (Path.Combine(dataFolder, "mail"), new(Path.Combine(dataFolder, "outbox"), disk));
        (this.disk, this.settings, this.time, this.log) = (disk, settings, time, log);
        timer = time.CreateTimer(_ => _ = SendDueAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        foreach (var path in Directory.Exists(folder) ? Directory.GetDirectories(folder) : [])
        {
            var state = Path.Combine(path, StateFile);
            if (MeetId.TryParse(Path.GetFileName(path), out var meet) && File.Exists(state) && Mailing.Read(File.ReadAllBytes(state)) is { } mailing)
                mailings[meet] = mailing;
        }
    }

    /// <summary>What the operator should know; null where all is well.</summary>
    public string? Problem => mailings.Values.Any(one => one.State == "failed") ? "some results could not be sent by mail; see the log" : null;

    /// <summary>Begins to send.</summary>
    public void Begin() => Wake();

    /// <inheritdoc/>
    public async ValueTask HandOverAsync(FiledResults results)
    {
        if (!settings.Smtp.HasServer())
        {
            await outbox.HandOverAsync(results);
            return;
        }

        // Handed over before a crash: what is in memory by now was read from there.
        if (mailings.ContainsKey(results.Meet))
            return;
        var mailing = Mailing.Of(results);
        WholeFolder.Make(disk, PathOf(results.Meet), ("opl.csv", results.Csv), ("email.txt", results.Email), (StateFile, mailing.Write()));
        mailings[results.Meet] = mailing;
        Wake();
    }

    /// <inheritdoc/>
    public Delivery DeliveryOf(MeetId meet, DateTimeOffset publishedAt) =>
        !mailings.TryGetValue(meet, out var mailing) ? outbox.DeliveryOf(meet, publishedAt)
        : mailing.IsPending && !settings.Smtp.HasServer() ? new("failed", mailing.At, $"The server has no mail server any more. Download opl.csv and send it to {settings.PublishTo} yourself.")
        : mailing.Delivery;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        await stopping.CancelAsync();
        // A letter under way is given up, and sent again at the next start.
        await oneRound.WaitAsync();
        oneRound.Dispose();
        stopping.Dispose();
    }

    private void Wake()
    {
        var due = mailings.Values.Where(one => one.IsPending).Select(one => one.NextAt).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        if (due == DateTimeOffset.MaxValue || !settings.Smtp.HasServer() || stopping.IsCancellationRequested)
            return;
        var wait = due - time.GetUtcNow();
        timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private async Task SendDueAsync()
    {
        if (!await oneRound.WaitAsync(0, CancellationToken.None))
            return;
        try
        {
            foreach (var (meet, mailing) in mailings.Where(one => one.Value.IsPending && one.Value.NextAt <= time.GetUtcNow()).ToList())
            {
                if (!stopping.IsCancellationRequested)
                    await SendAsync(meet, mailing);
            }
        }
        finally
        {
            oneRound.Release();
        }

        Wake();
    }

    private async Task SendAsync(MeetId meet, Mailing mailing)
    {
        var reason = await ResultsMail.SendAsync(settings, PathOf(meet), mailing.Attachment, time, stopping.Token);
        if (stopping.IsCancellationRequested && reason is not null)
            return;
        var now = time.GetUtcNow();
        var next = reason is null ? mailing.Sent(now) : mailing.NotTaken(now, reason, settings.PublishTo);
        if (reason is null)
            MeetDoorLog.Sent(log, meet.Digits);
        else if (next.IsPending)
            MeetDoorLog.NotSent(log, meet.Digits, next.NextAt.ToString("u"), reason);
        else
            MeetDoorLog.GivenUp(log, meet.Digits, reason);
        // What a director can read stands in the log already.
        mailings[meet] = next;
        try
        {
            AtomicFile.Write(disk, Path.Combine(PathOf(meet), StateFile), next.Write(), secret: false);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            MeetDoorLog.NotKept(log, meet.Digits, failed.Message);
        }
    }

    private string PathOf(MeetId meet) => Path.Combine(folder, meet.Digits);
}
