using System.Buffers;
using Rollcall.Apps.Accounts;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;

namespace Rollcall.Tests.Support.Accounts;

/// <summary>A book that is lived: commands are decided, and their events written as in the log, read back and folded in.</summary>
internal sealed class LivedAccounts(int deviceLimit = 50, int sessionLimit = 10)
{
    private readonly AccountsKind kind = new(deviceLimit, sessionLimit);
    private long head;
    private int tokens;

    public AccountBook Book { get; private set; } = AccountBook.Empty;

    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    /// <summary>The events of the last command.</summary>
    public IReadOnlyList<AccountEvent> Events { get; private set; } = [];

    public AccountAnswer Do(AccountCommand command)
    {
        var decision = kind.Decide(Book, command, Now);
        var events = new List<AccountEvent>();
        foreach (var one in decision.Events)
        {
            var bytes = new ArrayBufferWriter<byte>();
            kind.Write(one.Body, bytes);
            events.Add(kind.Read(kind.TypeOf(one.Body), bytes.WrittenMemory));
            Book = kind.Evolve(Book, new(++head, "accounts", Now, null, events[^1]));
        }

        Events = events;
        return decision.Answer;
    }

    public long Add(string handle, string role = "member") => ((AccountAnswer.Done)Do(new AccountCommand.AddUser(handle, role, $"hash of {handle}"))).Id;

    public (long Session, long Device) LogIn(long user, string uuid, Lately? lately = null, string? name = null, string? os = null, string type = "web")
    {
        var answer = Do(new AccountCommand.OpenSession(user, Book.Users[user].PasswordHash, null, new(uuid, type, name, os), $"token {++tokens}", lately ?? Lately.Nobody));
        var opened = Opened(answer);
        return (opened.SessionId, opened.DeviceId);
    }

    /// <summary>The book as its snapshot has it, and that read back.</summary>
    public (string Text, AccountBook? Again) Snapshot()
    {
        var bytes = new ArrayBufferWriter<byte>();
        kind.WriteSnapshot(Book, bytes);
        return (TextOf(Book), kind.ReadSnapshot(ChannelName.Of("accounts", "main"), new Snapshot(head, "accounts", bytes.WrittenMemory)));
    }

    /// <summary>A book as text, for comparing: the snapshot, and what is derived.</summary>
    public string TextOf(AccountBook book)
    {
        var bytes = new ArrayBufferWriter<byte>();
        kind.WriteSnapshot(book, bytes);
        return System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan)
            + string.Concat(book.Users.Values.OrderBy(user => user.Id).Select(user => $" {user.Id}:[{string.Join(',', user.Devices)}][{string.Join(',', user.Sessions)}]"))
            + string.Concat(book.Devices.Values.OrderBy(device => device.Id).Select(device => $" {device.Id}:[{string.Join(',', device.Sessions)}]"))
            + string.Concat(book.ByToken.OrderBy(one => one.Value).Select(one => $" {one}"))
            + string.Concat(book.ByHandle.OrderBy(one => one.Value).Select(one => $" {one}")) + $" {book.Admins}";
    }

    private static AccountAnswer.Opened Opened(AccountAnswer answer) => answer as AccountAnswer.Opened ?? throw new InvalidOperationException($"not logged in but {answer}");
}
