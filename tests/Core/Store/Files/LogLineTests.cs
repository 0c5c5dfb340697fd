using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Rollcall.Tests.Core.Store.Files;

public sealed class LogLineTests : IDisposable
{
    private readonly StoreFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The layout of a line, approved: other programs read these files.</summary>
    [Fact]
    public async Task A_line_looks_like_this()
    {
        await using (var store = folder.Open())
        {
            await using var log = (await store.OpenAsync(StoreFolder.Meet, create: true, default))!;
            await log.AppendAsync(Logged.Round(log, [Logged.Event(1, """{"updateKey":"meet.name"}"""), Logged.Event(2, "{}", op: null)]), default);
        }
        Assert.Equal(
            """
            1193d3b6 {"seq":1,"epoch":"k3f9x2","at":"2026-03-14T10:02:11.482Z","op":"q7Jm2xV0aLk:18","type":"Updated","body":{"updateKey":"meet.name"}}
            c59342dd {"seq":2,"epoch":"k3f9x2","at":"2026-03-14T10:02:11.482Z","type":"Updated","body":{}}

            """,
            await File.ReadAllTextAsync(folder.Log));
    }

    [Fact]
    public async Task A_body_or_secret_that_could_not_be_read_again_is_a_bug_and_nothing_is_written()
    {
        await using var store = folder.Open();
        await using var log = (await store.OpenAsync(StoreFolder.Meet, create: true, default))!;
        foreach (var body in new[] { "", "[]", "{}\n{}", "{\"a\":\n1}" })
            await Assert.ThrowsAsync<ArgumentException>(async () => await log.AppendAsync(Logged.Round(log, [Logged.Event(1, body)]), default));
        await Assert.ThrowsAsync<ArgumentException>(async () => await log.AppendAsync(Logged.Round(log, [Logged.Event(7)]), default));
        foreach (var secret in new[] { "", "[]", "{", "{}{}" })
            await Assert.ThrowsAsync<ArgumentException>(async () => await log.AppendAsync(Logged.Round(log, [Logged.Event(1)], secret), default));
        Assert.Equal(0, log.Head);
        Assert.False(store.Knows(StoreFolder.Meet));
    }

    [Fact]
    public void Whatever_text_an_operation_and_a_type_hold_is_read_back()
    {
        using var store = new Disposing(folder.Open());
        using var log = store.Open(StoreFolder.Meet);
        Prop.ForAll<NonNull<string>, NonNull<string>>((op, type) =>
        {
            var written = Logged.Event(log.Log.Head + 1, "{}", Valid(op.Get)) with { Type = Valid(type.Get) };
            log.Append(written);
            var read = log.Log.ReadAsync(written.Seq - 1, default).ToBlockingEnumerable().Single();
            return Logged.Shown(read) == Logged.Shown(written);
        }).Check(Config.QuickThrowOnFailure);
    }

    // Lone halves of a surrogate pair cannot be said in UTF-8.
    private static string Valid(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
