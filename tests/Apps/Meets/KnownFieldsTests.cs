using Rollcall.Apps.Meets;
using Rollcall.Tests.Support.Meets;
using Xunit;

namespace Rollcall.Tests.Apps.Meets;

/// <summary>Specification, appendix A and 3.3: what values a key takes.</summary>
public class KnownFieldsTests
{
    private const string Lifter = "registration.entries[7]";
    private const string Clock = "live.platforms[1].clock";
    private const string Light = "live.platforms[1].lights.left";
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("meet.name", "\"\"")]
    [InlineData("meet.date", "\"2026-03-14\"")]
    [InlineData("meet.date", "\"\"")]
    [InlineData("meet.lengthDays", "14")]
    [InlineData("meet.lengthDays", "1.0")]
    [InlineData("meet.platformsOnDays", "[1,20]")]
    [InlineData("meet.divisions", "[]")]
    [InlineData("meet.divisions", "[\"Open\",\"\"]")]
    [InlineData("meet.weightClassesKgMen", "[59,66.5,74]")]
    [InlineData("meet.inKg", "true")]
    [InlineData("meet.squatBarAndCollarsWeightKg", "20.411656")]
    [InlineData("meet.plates", """[{"weightKg":25,"pairCount":8,"color":"#EF4444"}]""")]
    [InlineData("meet.formula", "\"Something new\"")]
    [InlineData("meet.unknownField", "{\"anything\":[null]}")]
    [InlineData(Lifter, """{"id":7}""")]
    [InlineData(Lifter, """{"id":7.0,"unknown":null,"squatKg":[1,2,3,4,5],"squatStatus":[-1,0,1,0,0],"age":"","birthDate":""}""")]
    [InlineData(Lifter + ".id", "7")]
    [InlineData(Lifter + ".lot", "0")]
    [InlineData(Lifter + ".age", "35.5")]
    [InlineData(Lifter + ".age", "\"20-23\"")]
    [InlineData(Lifter + ".intendedWeightClassKg", "\"90+\"")]
    [InlineData(Lifter + ".bodyweightKg", "-1000000")]
    [InlineData(Lifter + ".squatKg", "[0,0,0,0,1e6]")]
    [InlineData(Lifter + ".squatKg[4]", "-182.5")]
    [InlineData(Lifter + ".squatStatus[0]", "-1")]
    [InlineData(Lifter + ".unknown", "null")]
    [InlineData("lifting.platforms[1].lift", "\"B\"")]
    [InlineData("lifting.platforms[1].overrideAttempt", "null")]
    [InlineData("lifting.platforms[1].overrideEntryId", "9999999999")]
    [InlineData(Clock, """{"running":true,"startedAt":"2026-03-14T10:00:05.000Z","remainingMs":60000,"lengthMs":3600000}""")]
    [InlineData(Clock, """{"running":false,"startedAt":null,"remainingMs":0,"lengthMs":0,"label":"break"}""")]
    [InlineData(Light, """{"decision":null,"cards":["red","blue","yellow"],"at":"2026-03-14T10:00:05Z","entryId":7,"lift":"D","attempt":5}""")]
    [InlineData("live.platforms[1].lights", "{}")]
    [InlineData("live.platforms[1].anything", "[1]")]
    public void These_values_are_taken(string key, string value) => Assert.Null(FaultOf(key, value));

    [Theory]
    [InlineData("meet.name", "null")]
    [InlineData("meet.name", "7")]
    [InlineData("meet.date", "\"2026-02-30\"")]
    [InlineData("meet.date", "\"14.03.2026\"")]
    [InlineData("meet.date", "\"2026-3-14\"")]
    [InlineData("meet.date", "null")]
    [InlineData("meet.lengthDays", "0")]
    [InlineData("meet.lengthDays", "15")]
    [InlineData("meet.lengthDays", "1.5")]
    [InlineData("meet.lengthDays", "\"1\"")]
    [InlineData("meet.platformsOnDays", "[21]")]
    [InlineData("meet.platformsOnDays", "1")]
    [InlineData("meet.divisions", "[1]")]
    [InlineData("meet.weightClassesKgMen", "[74,66]")]
    [InlineData("meet.weightClassesKgMx", "[\"74\"]")]
    [InlineData("meet.inKg", "1")]
    [InlineData("meet.deadliftBarAndCollarsWeightKg", "null")]
    [InlineData("meet.plates", """[{"weightKg":25,"pairCount":8}]""")]
    [InlineData("meet.plates", """[{"weightKg":25,"pairCount":0.5,"color":""}]""")]
    [InlineData(Lifter, "{}")]
    [InlineData(Lifter, "null")]
    [InlineData(Lifter, "[]")]
    [InlineData(Lifter, """{"id":8}""")]
    [InlineData(Lifter, """{"id":"7"}""")]
    [InlineData(Lifter, """{"id":7,"lot":"4"}""")]
    [InlineData(Lifter, """{"id":7,"squatKg":[0,0,0]}""")]
    [InlineData(Lifter + ".id", "8")]
    [InlineData(Lifter + ".lot", "1.5")]
    [InlineData(Lifter + ".lot", "-1")]
    [InlineData(Lifter + ".lot", "9007199254740992")]
    [InlineData(Lifter + ".bodyweightKg", "1000000.5")]
    [InlineData(Lifter + ".bodyweightKg", "\"88.9\"")]
    [InlineData(Lifter + ".age", "true")]
    [InlineData(Lifter + ".age", "1000001")]
    [InlineData(Lifter + ".paid", "null")]
    [InlineData(Lifter + ".squatKg", "[0,0,0,0]")]
    [InlineData(Lifter + ".squatKg", "[0,0,0,0,0,0]")]
    [InlineData(Lifter + ".squatKg", "[0,0,0,0,null]")]
    [InlineData(Lifter + ".squatKg[0]", "null")]
    [InlineData(Lifter + ".squatStatus[0]", "2")]
    [InlineData(Lifter + ".squatStatus[0]", "0.5")]
    [InlineData(Lifter + ".unknown", "1e400")]
    [InlineData(Lifter + ".unknown", "\"a\\u0000b\"")]
    [InlineData(Lifter + ".unknown", "{\"a\":[{\"b\\u0000\":1}]}")]
    [InlineData(Lifter + ".unknown", "\"\\ud800\"")]
    [InlineData(Lifter + ".unknown", "{\"\\udc00\":1}")]
    [InlineData("lifting.platforms[1].lift", "\"X\"")]
    [InlineData("lifting.platforms[1].lift", "null")]
    [InlineData("lifting.platforms[1].day", "null")]
    [InlineData("lifting.platforms[1].overrideAttempt", "\"2\"")]
    [InlineData(Clock, """{"running":true,"startedAt":"2026-03-14T10:00:05.001Z","remainingMs":60000,"lengthMs":60000}""")]
    [InlineData(Clock, """{"running":true,"startedAt":"10:00","remainingMs":60000,"lengthMs":60000}""")]
    [InlineData(Clock, """{"running":true,"startedAt":"14 March 2026 10:00","remainingMs":60000,"lengthMs":60000}""")]
    [InlineData(Clock, """{"running":1,"startedAt":null,"remainingMs":60000,"lengthMs":60000}""")]
    [InlineData(Clock, """{"running":true,"remainingMs":60000,"lengthMs":60000}""")]
    [InlineData(Clock, """{"running":true,"startedAt":null,"remainingMs":-1,"lengthMs":60000}""")]
    [InlineData(Clock, """{"running":true,"startedAt":null,"remainingMs":1,"lengthMs":3600001}""")]
    [InlineData(Clock, "null")]
    [InlineData(Light, """{"decision":"maybe","cards":[],"at":"2026-03-14T10:00:00Z","entryId":7,"lift":"D","attempt":1}""")]
    [InlineData(Light, """{"decision":"good","cards":["green"],"at":"2026-03-14T10:00:00Z","entryId":7,"lift":"D","attempt":1}""")]
    [InlineData(Light, """{"decision":"good","cards":[],"at":"2026-03-14T11:00:00Z","entryId":7,"lift":"D","attempt":1}""")]
    [InlineData(Light, """{"decision":"good","cards":[],"at":"2026-03-14T10:00:00Z","entryId":7,"lift":"D","attempt":6}""")]
    [InlineData(Light, """{"decision":"good","cards":[],"at":"2026-03-14T10:00:00Z","entryId":"7","lift":"D","attempt":1}""")]
    [InlineData("live.platforms[1].lights", """{"left":{}}""")]
    [InlineData("live.platforms[1].lights", "[]")]
    public void These_values_are_not(string key, string value) => Assert.NotNull(FaultOf(key, value));

    [Theory]
    [InlineData("meet.name", 500)]
    [InlineData(Lifter + ".name", 500)]
    [InlineData(Lifter + ".notes", 4000)]
    [InlineData("lifting.platforms[1].flight", 500)]
    public void Texts_have_a_greatest_length(string key, int length)
    {
        Assert.Null(FaultOf(key, $"\"{new string('x', length)}\""));
        Assert.NotNull(FaultOf(key, $"\"{new string('x', length + 1)}\""));
    }

    private static string? FaultOf(string key, string value) => KnownFields.Fault(Some.Key(key), Some.Value(value).Parse(), Now);
}
