using System.Text;
using System.Text.Json;
using Rollcall.Apps.Devices;
using Rollcall.Tests.Support.Devices;
using Xunit;

namespace Rollcall.Tests.Apps.Devices;

public class UserKindTests
{
    private readonly LivedLog log = new();

    [Theory]
    [InlineData("note", true)]
    [InlineData("a.b_c9", true)]
    [InlineData("", false)]
    [InlineData("Note", false)]
    [InlineData("9note", false)]
    [InlineData("note\n", false)]
    public void A_type_begins_with_a_letter_and_holds_letters_digits_dots_and_underscores(string type, bool isGood) =>
        Assert.Equal(isGood, log.Append(type) is UserAnswer.Appended);

    [Fact]
    public void A_type_has_at_most_64_characters()
    {
        Assert.IsType<UserAnswer.Appended>(log.Append(new string('a', 64)));
        Assert.Equal("bad_type", ((UserAnswer.Rejected)log.Append(new string('a', 65))).Code);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public void A_payload_is_an_object(string payload) => Assert.Equal("bad_payload", ((UserAnswer.Rejected)log.Append("note", payload)).Code);

    [Theory]
    [InlineData("""{"collection":"notes","id":"n1","value":null}""", null)]
    [InlineData("""{"collection":"notes","id":"n1"}""", "bad_payload")]
    [InlineData("""{"collection":"no tes","id":"n1","value":1}""", "bad_payload")]
    [InlineData("""{"collection":"notes","id":"","value":1}""", "bad_payload")]
    [InlineData("""{"collection":"notes","id":"a\tb","value":1}""", "bad_payload")]
    [InlineData("""{"collection":7,"id":"n1","value":1}""", "bad_payload")]
    [InlineData("""{"id":"n1","value":1}""", "bad_payload")]
    public void A_document_needs_a_collection_an_id_and_a_value(string payload, string? code) =>
        Assert.Equal(code, (log.Append("document_set", payload) as UserAnswer.Rejected)?.Code);

    [Fact]
    public void The_last_writer_wins_and_what_is_deleted_is_gone()
    {
        log.Set("notes", "n1", "1");
        log.Set("notes", "n1", "2");
        log.Set("notes", "n2", "3");
        log.Append("document_deleted", """{"collection":"notes","id":"n2"}""");
        log.Append("document_deleted", """{"collection":"notes","id":"never"}""");

        Assert.Equal(["notes/n1=2@2"], log.Documents);
    }

    [Fact]
    public void Documents_are_ordered_by_collection_then_id_ordinal()
    {
        foreach (var (collection, id) in new[] { ("b", "a"), ("a", "b"), ("B", "z"), ("a", "B") })
            log.Set(collection, id, "0");
        Assert.Equal(["B/z=0@3", "a/B=0@4", "a/b=0@2", "b/a=0@1"], log.Documents);
    }

    [Fact]
    public void There_is_room_for_ten_thousand_documents_and_overwriting_and_deleting_stay_possible()
    {
        for (var i = 0; i < Documents.Most; i++)
            Assert.IsType<UserAnswer.Appended>(log.Set("c", $"d{i}", "0"));
        Assert.Equal("documents_full", ((UserAnswer.Rejected)log.Set("c", "more", "0")).Code);
        Assert.IsType<UserAnswer.Appended>(log.Set("c", "d0", "1"));
        log.Append("document_deleted", """{"collection":"c","id":"d1"}""");
        Assert.IsType<UserAnswer.Appended>(log.Set("c", "more", "0"));
    }

    [Fact]
    public void All_documents_together_hold_eight_mebibytes_and_shrinking_stays_possible()
    {
        var large = $"\"{new string('x', 30_000)}\"";
        var count = 0;
        while (log.Set("c", $"d{count}", large) is UserAnswer.Appended)
            count++;
        Assert.InRange(count, Documents.MostBytes / 30_100, Documents.MostBytes / 30_000);
        while (log.Set("c", $"d{count}", $"\"{new string('x', 1_000)}\"") is UserAnswer.Appended)
            count++;
        Assert.Equal("documents_full", ((UserAnswer.Rejected)log.Set("c", "d0", $"\"{new string('x', 32_000)}\"")).Code);
        Assert.IsType<UserAnswer.Appended>(log.Set("c", "d0", "\"small\""));
    }

    // devices P15
    [Fact]
    public void The_same_id_of_the_same_author_is_done_once_whatever_its_body()
    {
        Assert.IsType<UserAnswer.Appended>(log.Append("note", id: "p-1"));
        Assert.Equal(new UserAnswer.Repeated(1), log.Append("Bad type", "[]", id: "p-1"));
        Assert.IsType<UserAnswer.Appended>(log.Append("note", author: Author.Device(8), id: "p-1"));
        Assert.IsType<UserAnswer.Appended>(log.Append("note", author: Author.Session(7), id: "p-1"));
        Assert.Equal(new UserAnswer.Repeated(1), log.Restored().Append("note", id: "p-1"));
        Assert.Equal(3, log.State.Head);
    }

    [Fact]
    public void What_is_no_longer_kept_is_no_longer_remembered()
    {
        log.Append("note", id: "p-1");
        log.Append("note", id: "p-2");
        log.Do(new UserCommand.Forget(2));
        Assert.Equal(2, log.State.Life!.Floor);
        Assert.Equal(new UserAnswer.Repeated(2), log.Append("note", id: "p-2"));
        Assert.IsType<UserAnswer.Appended>(log.Append("note", id: "p-1"));
    }

    [Fact]
    public void Who_appended_last_among_the_others_is_known_for_every_device()
    {
        log.Append("note", author: Author.Device(7));
        log.Append("note", author: Author.Device(8));
        log.Append("note", author: Author.Device(8));
        Assert.Equal((3, 1, 3), (log.State.LatestNotBy(7), log.State.LatestNotBy(8), log.State.LatestNotBy(9)));
    }

    [Fact]
    public void Values_are_kept_as_they_came_but_for_blanks()
    {
        log.Append("document_set", "{ \"collection\":\"c\", \"id\":\"d\",\n \"value\": {\"z\": 1.50, \"a\": [\"ä\\u0000\\n\"]} }");
        Assert.Equal(["""c/d={"z":1.50,"a":["ä\u0000\n"]}@1"""], log.Documents);
        Assert.DoesNotContain((byte)'\n', log.Lines.Single().Body.ToArray());
    }

    [Fact]
    public void Half_a_character_is_no_text()
    {
        using var json = JsonDocument.Parse(Encoding.UTF8.GetBytes("""{"a":"\ud800"}"""));
        Assert.False(RawJson.TryOf(json.RootElement, out _));
    }
}
