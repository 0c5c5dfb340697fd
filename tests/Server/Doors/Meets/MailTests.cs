using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Meets;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Results on their way by mail: never silent, at least once.</summary>
public class MailTests
{
    // P25
    [Fact]
    public async Task Results_are_mailed_with_the_return_address_and_the_file_attached_and_never_again()
    {
        await using var mail = new MailServer();
        await using var scene = await StartAsync(mail, new StandingClock());
        var ack = await scene.Director.AskAsync("PublishMeet", Publish(), "PublishAck");
        Assert.Equal("pending", (string?)ack["delivery"]!["state"]);
        var letter = await mail.NextAsync();
        foreach (var wanted in new[] { "To: issues@openpowerlifting.org", "Reply-To: director@example.org", "From: meets@example.org", "Subject: Results of Test Open", "Test-Open.opl.csv" })
            Assert.Contains(wanted, letter, StringComparison.OrdinalIgnoreCase);
        await UntilAsync(scene, "sent");

        await scene.Server.RestartAsync();
        await UntilAsync(scene, "sent");
        Assert.Equal(1, mail.Offered);
        await using var later = await WireClient.ConnectAsync(scene.Server.Address);
        later.Token = scene.Director.Token;
        var again = await later.AskAsync("PublishMeet", Publish(), "PublishAck");
        Assert.Equal((true, "sent"), ((bool)again["alreadyPublished"]!, (string?)again["delivery"]!["state"]));
    }

    // P25
    [Fact]
    public async Task A_mail_server_that_refuses_is_tried_again_also_after_a_restart()
    {
        await using var mail = new MailServer { Refusals = 2 };
        var time = new StandingClock();
        await using var scene = await StartAsync(mail, time);
        await scene.Director.AskAsync("PublishMeet", Publish(), "PublishAck");
        Assert.Contains("it answered 451", (string)(await UntilAsync(scene, "pending", delivery => delivery["detail"] is not null))["detail"]!, StringComparison.Ordinal);
        Assert.Contains("results_not_sent", scene.Server.Log, StringComparison.Ordinal);
        await scene.Server.RestartAsync();
        for (var minutes = 0; minutes < 10 && mail.Offered < 3; minutes++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await scene.GetAsync("");
        }

        await UntilAsync(scene, "sent", advance: time);
        Assert.Contains("Reply-To: director@example.org", await mail.NextAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(3, mail.Offered);
    }

    // P25
    [Fact]
    public async Task After_three_days_the_director_is_told_to_send_the_file()
    {
        await using var mail = new MailServer { Refusals = 1_000 };
        var time = new StandingClock();
        await using var scene = await StartAsync(mail, time);
        await scene.Director.AskAsync("PublishMeet", Publish(), "PublishAck");
        var failed = await UntilAsync(scene, "failed", advance: time, step: TimeSpan.FromHours(5));
        Assert.Contains("Download opl.csv and send it to issues@openpowerlifting.org yourself.", (string)failed["detail"]!, StringComparison.Ordinal);
        Assert.Contains("results_given_up", scene.Server.Log, StringComparison.Ordinal);
    }

    private static JsonObject Publish() => new() { ["returnEmail"] = "director@example.org" };

    private static Task<ShownScene> StartAsync(MailServer mail, StandingClock time) =>
        ShownScene.StartAsync(meets: same => same with { Smtp = new() { Host = "127.0.0.1", Port = mail.Port, Tls = false, From = "meets@example.org" } }, time: time);

    /// <summary>Asks until the delivery is so far; between two questions the clock may go on.</summary>
    private static async Task<JsonNode> UntilAsync(ShownScene scene, string state, Func<JsonNode, bool>? fits = null, StandingClock? advance = null, TimeSpan? step = null)
    {
        for (var patience = 0; patience < 1_500; patience++)
        {
            var delivery = (await scene.GetJsonAsync(""))["delivery"]!;
            if ((string?)delivery["state"] == state && (fits?.Invoke(delivery) ?? true))
                return delivery;
            advance?.Advance(step ?? TimeSpan.FromMinutes(1));
            await Task.Delay(20);
        }

        throw new TimeoutException($"never {state}: {await scene.GetAsync("")}\n{scene.Server.Log}");
    }
}
