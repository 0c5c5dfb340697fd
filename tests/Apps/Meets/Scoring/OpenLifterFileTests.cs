using System.Text.Json;
using Rollcall.Apps.Meets;
using Rollcall.Apps.Meets.Files;
using Rollcall.Apps.Meets.Sheet;
using Rollcall.Tests.Support.Scoring;
using Xunit;

namespace Rollcall.Tests.Apps.Meets.Scoring;

public class OpenLifterFileTests
{
    private static readonly EntryIds Block = EntryIds.Of(3);

    [Fact]
    public void P33_export_then_import_into_an_empty_meet_gives_equal_content_and_again_nothing_new()
    {
        var random = new RandomSheet(7);
        for (var action = 0; action < 300; action++)
            random.Act();
        var made = new SheetMaker();
        made.Set("meet.someForksField", """{"a":[1,2]}""");
        foreach (var content in new[] { SmallMeet.Make().Content, random.Content, made.Content })
        {
            var file = Export(content);
            var plan = OpenLifterImport.Plan(Content.Empty, file, replace: false, Block, 200)!;
            var copy = Applied(Content.Empty, plan);
            Assert.Equal(file.GetProperty("meet").ToString(), Export(copy).GetProperty("meet").ToString());
            Assert.Equal(file.GetProperty("registration").ToString(), Export(copy).GetProperty("registration").ToString());

            foreach (var replace in new[] { false, true })
            {
                var again = OpenLifterImport.Plan(content, file, replace, Block, 200)!;
                Assert.Empty(again.Updates);
                Assert.Equal((0, 0), (again.Deleted, again.Renumbered));
            }
        }
    }

    [Fact]
    public void Every_vector_is_a_file_that_can_be_imported()
    {
        foreach (var name in OpenLifterVector.Names)
        {
            var vector = OpenLifterVector.Read(name);
            var content = Applied(Content.Empty, OpenLifterImport.Plan(Content.Empty, vector.State, replace: true, Block, 200)!);
            Assert.Equal(vector.Sheet().Lifters.Values.OrderBy(lifter => lifter.Id).Select(lifter => lifter.Name), MeetSheet.Of(content).Lifters.Values.Select(lifter => lifter.Name));
        }
    }

    [Fact]
    public void What_differs_becomes_an_update_of_that_field_or_slot_alone()
    {
        var made = SmallMeet.Make();
        var file = Export(made.Content);
        made.Set("registration.entries[2].squatKg[1]", "185");
        made.Set("meet.city", "\"Tacoma\"");
        var plan = OpenLifterImport.Plan(made.Content, file, replace: false, Block, 200)!;
        Assert.Equal(["meet.city=\"Seattle\"", "registration.entries[2].squatKg[1]=190"], plan.Updates.Select(update => $"{update.Key}={update.Value}"));
    }

    [Fact]
    public void Replacing_deletes_who_the_file_lacks_and_otherwise_they_stay()
    {
        var made = SmallMeet.Make();
        var file = Export(made.Content);
        made.Lifter(9, """{"name":"New Here"}""");
        Assert.Empty(OpenLifterImport.Plan(made.Content, file, replace: false, Block, 200)!.Updates);
        var plan = OpenLifterImport.Plan(made.Content, file, replace: true, Block, 200)!;
        Assert.Equal(("registration.entries[9]", (SyncedValue?)null, 1), (plan.Updates.Single().Key.Text, plan.Updates.Single().Value, plan.Deleted));
    }

    [Fact]
    public void Who_comes_with_an_id_that_somebody_else_has_gets_one_of_the_importers_block()
    {
        var file = Export(new SheetMaker().Lifter(2, """{"name":"Zoe","sex":"F","birthDate":"2001-01-01"}""").Lifter(1, """{"name":"Al Corrected","sex":"M","birthDate":"1990-05-05"}""").Content);
        var plan = OpenLifterImport.Plan(SmallMeet.Make().Content, file, replace: false, Block, 200)!;
        Assert.Equal(1, plan.Renumbered);
        var added = Assert.Single(plan.Updates, update => update.Key.Shape == KeyShape.Entry);
        Assert.Equal((30_000, 30_000), (added.Key.EntryId, added.Value!.Parse().GetProperty("id").GetInt64()));
        Assert.Contains(plan.Updates, update => update.Key.Text == "registration.entries[1].name");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"language":"en","lifting":{},"meet":{}}""")]
    [InlineData("""{"language":"en","lifting":{},"meet":[],"registration":{"entries":[]}}""")]
    [InlineData("""{"language":"en","lifting":{},"meet":{},"registration":{"entries":[{"name":"No Id"}]}}""")]
    public void What_is_no_such_file_is_not_imported(string json) =>
        Assert.Null(OpenLifterImport.Plan(Content.Empty, JsonDocument.Parse(json).RootElement, replace: false, Block, 200));

    [Fact]
    public void An_export_is_built_as_OpenLifter_expects_and_what_is_added_to_it_offline_collides_with_nothing()
    {
        var file = Export(SmallMeet.Make().Content);
        Assert.Equal(["language", "versions", "meet", "registration", "lifting"], file.EnumerateObject().Select(member => member.Name));
        Assert.Equal("""{"stateVersion":"0","releaseVersion":"1.4"}""", file.GetProperty("versions").ToString());
        Assert.Equal("""{"1":0,"2":1,"3":2,"4":3}""", file.GetProperty("registration").GetProperty("lookup").ToString());
        Assert.Equal("""{"day":1,"platform":1,"flight":"A","lift":"S","overrideAttempt":null,"overrideEntryId":null,"columnDivisionWidthPx":700}""", file.GetProperty("lifting").ToString());
        var next = OpenLifterExport.NextEntryId(new Random(3));
        Assert.InRange(next, 1_000_000_000, 2_000_000_000);
        Assert.Equal(0, next % 10_000);
    }

    private static JsonElement Export(Content content) => JsonDocument.Parse(OpenLifterExport.Write(content, ScoringRules.Default, 1_000_010_000)).RootElement;

    private static Content Applied(Content content, ImportPlan plan)
    {
        var number = 1_000_000L;
        foreach (var update in plan.Updates)
            content = content.With(new(update.Key, update.Value, ++number, 0, null, 1, "Desk", "importer"));
        return content;
    }
}
