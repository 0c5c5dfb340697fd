using System.Text;
using System.Text.Json;
using Rollcall.Apps.Meets.Views;
using Rollcall.Tests.Support.Scoring;
using Xunit;

namespace Rollcall.Tests.Apps.Meets.Scoring;

public class PlatformViewTests
{
    private const string Light = """{"decision":"DECISION","cards":["red"],"at":"2026-03-14T11:20:0SECOND.000Z","entryId":1,"lift":"S","attempt":2}""";

    // The view of specification 5.4: two lifters, the first up with the second squat.
    [Fact]
    public void P29_P30_a_view_shows_who_is_up_what_is_on_the_bar_and_what_a_good_lift_would_bring()
    {
        var view = View(Underway());
        Assert.Equal((2, 1, 2), (Whole(view, "attempt"), Whole(view, "currentEntryId"), Whole(view, "nextEntryId")));
        Assert.Equal("""[{"entryId":1,"attempt":2},{"entryId":2,"attempt":2}]""", view.GetProperty("upcoming").ToString());
        var lifter = view.GetProperty("lifters")[0];
        Assert.Equal("""{"S":[{"weightKg":200,"text":"200","state":"good"},{"weightKg":210,"text":"210","state":"current"}],"B":[{"weightKg":130,"text":"130","state":"request"}],"D":[{"weightKg":250,"text":"250","state":"request"}]}""", lifter.GetProperty("attempts").ToString());
        Assert.Equal("""{"S":200,"B":0,"D":0}""", lifter.GetProperty("best").ToString());
        Assert.Equal("""{"attemptKg":210,"totalKg":590,"points":383.88,"place":1}""", lifter.GetProperty("ifGood").ToString());
        Assert.Equal((0, 580, 377.38, "90", 35), (lifter.GetProperty("totalKg").GetDouble(), lifter.GetProperty("projectedTotalKg").GetDouble(), lifter.GetProperty("projectedPoints").GetDouble(), lifter.GetProperty("weightClass").GetString(), Whole(lifter, "age")));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, 2), (lifter.GetProperty("points").ValueKind, lifter.GetProperty("place").ValueKind, Whole(lifter, "projectedPlace")));
        Assert.Equal("""{"weightKg":210,"text":"210","barAndCollarsKg":25,"perSide":[{"weightKg":25,"count":3,"color":"#EF4444"},{"weightKg":15,"count":1,"color":"#FACC15"},{"weightKg":2.5,"count":1,"color":"#111827"}],"remainderKg":0}""", view.GetProperty("loading").GetProperty("current").ToString());
        Assert.Equal("next", view.GetProperty("lifters")[1].GetProperty("attempts").GetProperty("S")[1].GetProperty("state").GetString());
    }

    [Fact]
    public void P20_a_view_holds_no_birth_date_member_id_payment_or_notes()
    {
        var made = Underway();
        made.Set("registration.entries[1].memberId", "\"M-secret\"");
        made.Set("registration.entries[1].notes", "\"N-secret\"");
        var board = SmallMeet.Board(made);
        var shown = EverythingShown.View(board, 1) + Encoding.UTF8.GetString(StandingsJson.Write(board, new()));
        foreach (var hidden in new[] { "secret", "1990-05-05", "birthDate", "memberId", "paid", "notes" })
            Assert.DoesNotContain(hidden, shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Decisions_and_cards_stay_hidden_until_all_three_referees_have_decided_on_the_same_attempt()
    {
        var made = Underway();
        void Set(string referee, string decision, int second, int attempt = 2) => made.Set($"live.platforms[1].lights.{referee}",
            Light.Replace("DECISION", decision, StringComparison.Ordinal).Replace("SECOND", $"{second}", StringComparison.Ordinal).Replace("\"attempt\":2", $"\"attempt\":{attempt}", StringComparison.Ordinal));
        Set("left", "good", 1, attempt: 1);
        Set("head", "good", 2);
        Set("right", "bad", 3);
        const string hidden = """{"given":true,"decision":null,"cards":[]}""";
        Assert.Equal($$"""{"complete":false,"result":null,"entryId":1,"lift":"S","attempt":2,"left":{"given":false,"decision":null,"cards":[]},"head":{{hidden}},"right":{{hidden}}}""", View(made).GetProperty("lights").ToString());
        Set("left", "good", 4);
        Assert.Equal("""{"complete":true,"result":"good","entryId":1,"lift":"S","attempt":2,"left":{"given":true,"decision":"good","cards":["red"]},"head":{"given":true,"decision":"good","cards":["red"]},"right":{"given":true,"decision":"bad","cards":["red"]}}""", View(made).GetProperty("lights").ToString());
        Set("head", "bad", 5);
        Assert.Equal("bad", View(made).GetProperty("lights").GetProperty("result").GetString());
    }

    [Fact]
    public void Lights_say_whom_they_are_about_so_that_nobody_takes_them_for_the_next_lifters()
    {
        var made = Underway();
        const string nobodys = """{"complete":false,"result":null,"entryId":null,"lift":null,"attempt":null,""";
        Assert.StartsWith(nobodys, View(made).GetProperty("lights").ToString(), StringComparison.Ordinal);
        // However the numbers are written: it is the same lifter and the same attempt.
        foreach (var (referee, entryId, attempt) in new[] { ("left", "2", "1"), ("head", "2.0", "1"), ("right", "2e0", "1.0") })
            made.Set($"live.platforms[1].lights.{referee}", $$"""{"decision":"good","cards":[],"at":"2026-03-14T11:20:00.000Z","entryId":{{entryId}},"lift":"S","attempt":{{attempt}}}""");
        var view = View(made);
        Assert.StartsWith("""{"complete":true,"result":"good","entryId":2,"lift":"S","attempt":1,""", view.GetProperty("lights").ToString(), StringComparison.Ordinal);
        Assert.Equal(1, Whole(view, "currentEntryId"));
        var turn = Turn(made);
        Assert.Equal((1, 2, "good"), (Whole(turn, "entryId"), Whole(turn, "lightsEntryId"), turn.GetProperty("lightLeft").GetString()));
        // One that was taken back is about nobody.
        foreach (var referee in new[] { "left", "head", "right" })
            made.Set($"live.platforms[1].lights.{referee}", """{"decision":null,"cards":[],"at":"2026-03-14T11:20:01.000Z","entryId":2,"lift":"S","attempt":1}""");
        Assert.StartsWith(nobodys, View(made).GetProperty("lights").ToString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, Turn(made).GetProperty("lightsEntryId").ValueKind);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("2.0")]
    [InlineData("2e0")]
    public void A_lifter_is_called_up_out_of_turn_however_the_id_is_written(string id)
    {
        var made = Underway();
        made.Set("lifting.platforms[1].overrideEntryId", id);
        Assert.Equal(2, Whole(View(made), "currentEntryId"));
    }

    [Fact]
    public void Standings_hold_the_attempts_of_everybody_without_saying_whose_turn_it_is()
    {
        var rows = JsonDocument.Parse(StandingsJson.Write(SmallMeet.Board(Underway()), new(WeightClass: "90"))).RootElement.GetProperty("classes")[0].GetProperty("rows");
        var attempts = rows.EnumerateArray().ToDictionary(row => Whole(row, "entryId"), row => row.GetProperty("attempts").ToString());
        Assert.Equal("""{"S":[{"weightKg":200,"text":"200","state":"good"},{"weightKg":210,"text":"210","state":"request"}],"B":[{"weightKg":130,"text":"130","state":"request"}],"D":[{"weightKg":250,"text":"250","state":"request"}]}""", attempts[1]);
        Assert.Equal(2, attempts.Count);
    }

    [Fact]
    public void The_clock_and_whatever_else_is_live_is_shown_as_it_was_set_and_what_is_left_is_told_at_the_time_of_asking()
    {
        var made = Underway();
        made.Set("live.platforms[1].clock", """{"running":true,"startedAt":"2026-03-14T11:20:12.000Z","remainingMs":60000,"lengthMs":60000}""");
        made.Set("live.platforms[1].banner", "\"Record attempt\"");
        var view = View(made);
        Assert.Equal("""{"banner":"Record attempt"}""", view.GetProperty("live").ToString());
        Assert.Equal(60000, Whole(view.GetProperty("clock"), "remainingMs"));

        var computed = PlatformView.Of(SmallMeet.Board(made), 1);
        var now = new DateTimeOffset(2026, 3, 14, 11, 20, 30, TimeSpan.Zero);
        var turn = Turn(made, now);
        Assert.Equal((42_000, 1, "210", 1, ""), (Whole(turn, "clockRemainingMs"), Whole(turn, "entryId"), turn.GetProperty("weightText").GetString(), Whole(turn, "placeIfGood"), turn.GetProperty("lightHead").GetString()));
        Assert.All(turn.EnumerateObject(), member => Assert.True(member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array), member.Name));
        Assert.Equal(0, Clock.RemainingMs(computed.Clock, now.AddHours(1)));
        Assert.Null(PlatformViewJson.WriteTurn(computed, null, now));
    }

    [Fact]
    public void Standings_are_those_of_all_platforms_and_can_be_narrowed()
    {
        var board = SmallMeet.Board(SmallMeet.Make());
        var all = JsonDocument.Parse(StandingsJson.Write(board, new())).RootElement;
        Assert.Equal((5, 3), (all.GetProperty("classes").GetArrayLength(), all.GetProperty("points").GetArrayLength() - 1));
        var some = JsonDocument.Parse(StandingsJson.Write(board, new(Sex: "M", Event: "SBD", WeightClass: "100+"))).RootElement.GetProperty("classes");
        Assert.Equal("Cy", Assert.Single(some.EnumerateArray()).GetProperty("rows")[0].GetProperty("name").GetString());
    }

    private static SheetMaker Underway()
    {
        var made = SmallMeet.Make()
            .Lifter(1, """{"name":"Al Bo","sex":"M","age":35,"birthDate":"1990-05-05","divisions":["Open"],"bodyweightKg":88.9,"squatKg":[200,210,0,0,0],"squatStatus":[1,0,0,0,0],"benchKg":[130,0,0,0,0],"deadliftKg":[250,0,0,0,0]}""")
            .Lifter(2, """{"name":"Cy","sex":"M","divisions":["Open"],"bodyweightKg":89,"squatKg":[205,215,0,0,0],"squatStatus":[1,0,0,0,0],"benchKg":[130,0,0,0,0],"deadliftKg":[250,0,0,0,0]}""");
        made.Set("registration.entries[3]", null);
        made.Set("registration.entries[4]", null);
        return made;
    }

    private static JsonElement View(SheetMaker made) => JsonDocument.Parse(PlatformViewJson.Write(PlatformView.Of(SmallMeet.Board(made), 1))).RootElement;

    private static JsonElement Turn(SheetMaker made, DateTimeOffset now = default)
    {
        var view = PlatformView.Of(SmallMeet.Board(made), 1);
        return JsonDocument.Parse(PlatformViewJson.WriteTurn(view, view.Order.Current, now)!).RootElement;
    }

    private static int Whole(JsonElement json, string name) => json.GetProperty(name).GetInt32();
}
