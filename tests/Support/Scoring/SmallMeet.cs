using Rollcall.Apps.Meets.Results;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Tests.Support.Scoring;

/// <summary>The meet of the specification's example of a results file: four lifters, one a guest and one who did not show.</summary>
internal static class SmallMeet
{
    public const string Csv = """
        OPL Format v1 (OpenLifter 1.4),Submit by email:,issues@openpowerlifting.org

        Federation,Date,MeetCountry,MeetState,MeetTown,MeetName,Formula
        USPA,'2025-03-01,USA,WA,Seattle,Test Open,Dots

        Place,Name,Sex,BirthDate,Age,Equipment,Division,BodyweightKg,WeightClassKg,Squat1Kg,Squat2Kg,Squat3Kg,Best3SquatKg,Bench1Kg,Bench2Kg,Bench3Kg,Best3BenchKg,Deadlift1Kg,Deadlift2Kg,Deadlift3Kg,Best3DeadliftKg,TotalKg,Points,Event
        G,Di,F,,,Sleeves,,66.4,67.5,100,110,120,120,50,55,-60,55,120,130,140,140,315,328.32,SBD
        NS,Ed NoShow,M,,,Sleeves,Open,74,75,,,,,,,,,,,,,,,SBD
        1,Cy,M,,30,Sleeves,Open,101,100+,180,190,-195,190,-100,100,110,110,220,230,-240,230,530,324.83,SBD
        1,Al Bo,M,'1990-05-05,34,Single-ply,Open,88.9,90,200,210,220,220,120,125,130,130,240,250,260,260,610,396.90,SBD
        1,Al Bo,M,'1990-05-05,34,Single-ply,Open,88.9,90,,,,,120,125,130,130,,,,,130,84.58,B

        """;

    public static SheetMaker Make() => new SheetMaker()
        .Meet("""
            {"name":"Test Open","federation":"USPA","date":"2025-03-01","country":"USA","state":"WA","city":"Seattle","formula":"Dots","inKg":true,"lengthDays":1,"platformsOnDays":[1],
             "ageCoefficients":"None","divisions":["Open"],"weightClassesKgMen":[75,90,100],"weightClassesKgWomen":[60,67.5],"weightClassesKgMx":[],"combineSleevesAndWraps":false,
             "combineSingleAndMulti":false,"roundTotalsDown":false,"squatBarAndCollarsWeightKg":25,"benchBarAndCollarsWeightKg":25,"deadliftBarAndCollarsWeightKg":25,
             "plates":[{"weightKg":25,"pairCount":3,"color":"#EF4444"},{"weightKg":15,"pairCount":1,"color":"#FACC15"},{"weightKg":2.5,"pairCount":1,"color":"#111827"}]}
            """)
        .Lifter(1, $$"""{"name":"Al Bo","sex":"M","birthDate":"1990-05-05","equipment":"Single-ply","divisions":["Open"],"events":["SBD","B"],"bodyweightKg":88.9,{{SheetMaker.Lifts("squat", 200, 210, 220)}},{{SheetMaker.Lifts("bench", 120, 125, 130)}},{{SheetMaker.Lifts("deadlift", 240, 250, 260)}}}""")
        .Lifter(2, $$"""{"name":"Cy","sex":"M","age":30,"divisions":["Open"],"bodyweightKg":101,{{SheetMaker.Lifts("squat", 180, 190, -195)}},{{SheetMaker.Lifts("bench", -100, 100, 110)}},{{SheetMaker.Lifts("deadlift", 220, 230, -240)}}}""")
        .Lifter(3, $$"""{"name":"Di","sex":"F","guest":true,"bodyweightKg":66.4,{{SheetMaker.Lifts("squat", 100, 110, 120)}},{{SheetMaker.Lifts("bench", 50, 55, -60)}},{{SheetMaker.Lifts("deadlift", 120, 130, 140)}}}""")
        .Lifter(4, """{"name":"Ed NoShow","sex":"M","divisions":["Open"],"bodyweightKg":74}""");

    public static Scoreboard Board(SheetMaker made, ScoringRules? rules = null)
    {
        var board = new Scoreboard(rules ?? ScoringRules.Default);
        board.Show(MeetSheet.Of(made.Content));
        return board;
    }
}
