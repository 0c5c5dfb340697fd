using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rollcall.Apps.Meets;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Meets;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Results on their way by mail: never silent, at least once.</summary>
public partial class MailTests
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
        await TryUntilAsync(scene, "sent", time);
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
        var failed = await TryUntilAsync(scene, "failed", time);
        Assert.Contains("Download opl.csv and send it to issues@openpowerlifting.org yourself.", (string)failed["detail"]!, StringComparison.Ordinal);
        Assert.Contains("results_given_up", scene.Server.Log, StringComparison.Ordinal);
    }

    // P25: greylisting, a refusal for good, a wrong host behind the name: each is said, and tried again.
    [Theory]
    [InlineData("421 greylisted, come back", "it answered 421")]
    [InlineData("550 nobody of that name", "it answered 550")]
    [InlineData("552 too large", "it answered 552")]
    [InlineData("no mail here", "it does not speak as a mail server")]
    public async Task What_the_mail_server_says_stands_in_the_meet_and_in_the_log(string refusal, string told)
    {
        await using var mail = new MailServer { Refusals = 1, Refusal = refusal };
        var time = new StandingClock();
        await using var scene = await StartAsync(mail, time);
        await scene.Director.AskAsync("PublishMeet", Publish(), "PublishAck");
        var delivery = await UntilAsync(scene, "pending", one => one["detail"] is not null);
        Assert.Contains($"({told}); it is tried again for 3 days.", (string)delivery["detail"]!, StringComparison.Ordinal);
        Assert.Contains(told, scene.Server.Log, StringComparison.Ordinal);
        // Asked again, the director is told the same.
        Assert.Equal(delivery.ToJsonString(), (await scene.Director.AskAsync("PublishMeet", Publish(), "PublishAck"))["delivery"]!.ToJsonString());
        await TryUntilAsync(scene, "sent", time);
        Assert.Equal(2, mail.Offered);
    }

    // P25
    [Fact]
    public async Task A_mail_server_that_is_not_there_is_tried_again_until_it_is()
    {
        int port;
        await using (var gone = new MailServer())
            port = gone.Port;
        var time = new StandingClock();
        await using var scene = await StartAsync(port, time);
        await scene.Director.AskAsync("PublishMeet", Publish(), "PublishAck");
        Assert.Contains("(it cannot be reached)", (string)(await UntilAsync(scene, "pending", one => one["detail"] is not null))["detail"]!, StringComparison.Ordinal);
        var failed = await TryUntilAsync(scene, "failed", time);
        Assert.Contains("send it to issues@openpowerlifting.org yourself", (string)failed["detail"]!, StringComparison.Ordinal);
        Assert.Contains("\"mail\"", await scene.Server.GetAsync("/health"), StringComparison.Ordinal);
        // Nothing is lost: the file is there for the director.
        Assert.StartsWith("200 OPL Format", await scene.GetAsync("/opl.csv", scene.Director.Token), StringComparison.Ordinal);
    }

    // P25
    [Fact]
    public async Task A_mail_server_that_says_nothing_is_given_up_after_a_while_and_tried_again()
    {
        await using var mail = new MailServer { IsSilent = true };
        var time = new StandingClock();
        await using var scene = await StartAsync(mail.Port, time);
        await scene.Director.AskAsync("PublishMeet", Publish(), "PublishAck");
        // Publishing and looking do not wait for it.
        Assert.Equal("pending", (string?)(await scene.GetJsonAsync(""))["delivery"]!["state"]);
        await UntilAsync(scene, "pending", _ => mail.Calls > 0);
        mail.IsSilent = false;
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Contains("(it does not answer)", (string)(await UntilAsync(scene, "pending", one => one["detail"] is not null))["detail"]!, StringComparison.Ordinal);
        await TryUntilAsync(scene, "sent", time);
    }

    // P25: where encryption is asked for, nothing is ever sent in the open.
    [Theory]
    [InlineData(false, "it offers no encrypted line (STARTTLS)")]
    [InlineData(true, "its certificate is not trusted")]
    public async Task Without_an_encrypted_line_that_can_be_trusted_nothing_is_sent(bool hasCertificate, string told)
    {
        using var certificate = MailCertificate.Make();
        await using var mail = new MailServer { Certificate = hasCertificate ? certificate : null, Account = ("meets", "Canary-8") };
        await using var scene = await StartAsync(mail.Port, new StandingClock(), same => same with { Tls = true, Username = "meets", Password = "Canary-8" });
        await scene.Director.AskAsync("PublishMeet", Publish(), "PublishAck");
        var delivery = await UntilAsync(scene, "pending", one => one["detail"] is not null);
        Assert.Contains($"({told})", (string)delivery["detail"]!, StringComparison.Ordinal);
        Assert.Equal(0, mail.Offered);
        Assert.DoesNotContain("Canary-8", scene.Server.Log, StringComparison.Ordinal);
    }

    // P22
    [Fact]
    public async Task A_wrong_password_at_the_mail_server_is_said_and_stands_nowhere()
    {
        await using var mail = new MailServer { Account = ("meets", "another") };
        await using var scene = await StartAsync(mail.Port, new StandingClock(), same => same with { Username = "meets", Password = "Canary-8" });
        await scene.Director.AskAsync("PublishMeet", Publish(), "PublishAck");
        var delivery = await UntilAsync(scene, "pending", one => one["detail"] is not null);
        Assert.Matches("it answered 53[05]", (string)delivery["detail"]!);
        Assert.DoesNotContain("Canary-8", scene.Server.Log + delivery, StringComparison.Ordinal);
    }

    private static JsonObject Publish() => new() { ["returnEmail"] = "director@example.org" };

    private static Task<ShownScene> StartAsync(MailServer mail, StandingClock time) => StartAsync(mail.Port, time);

    private static Task<ShownScene> StartAsync(int port, StandingClock time, Func<SmtpSettings, SmtpSettings>? smtp = null)
    {
        var plain = new SmtpSettings { Host = "127.0.0.1", Port = port, Tls = false, From = "meets@example.org" };
        return ShownScene.StartAsync(meets: same => same with { Smtp = smtp?.Invoke(plain) ?? plain }, time: time);
    }

    /// <summary>Asks until the delivery is so far.</summary>
    private static async Task<JsonNode> UntilAsync(ShownScene scene, string state, Func<JsonNode, bool>? fits = null)
    {
        for (var patience = 0; patience < 1_500; patience++)
        {
            if (await DeliveryAsync(scene) is { } delivery && (string?)delivery["state"] == state && (fits?.Invoke(delivery) ?? true))
                return delivery;
            await Task.Delay(20);
        }

        throw new TimeoutException($"never {state}: {await scene.GetAsync("")}\n{scene.Server.Log}");
    }

    /// <summary>Lets one pause after the other go by until the delivery is so far. The clock stands while a letter is under way: one that takes minutes is given up.</summary>
    private static async Task<JsonNode> TryUntilAsync(ShownScene scene, string state, StandingClock time)
    {
        for (var patience = 0; patience < 100; patience++)
        {
            if (await DeliveryAsync(scene) is { } delivery && (string?)delivery["state"] == state)
                return delivery;
            while (!Said().IsMatch(scene.Server.Log))
                await Task.Delay(20);
            var said = Said().Matches(scene.Server.Log);
            var due = DateTimeOffset.Parse(said[^1].Groups["next"].Value, CultureInfo.InvariantCulture) + TimeSpan.FromSeconds(1);
            time.Advance(due - time.GetUtcNow());
            for (var waited = 0; Said().Count(scene.Server.Log) == said.Count; waited++)
            {
                Assert.True(waited < 1_500, "the next letter came to no end");
                await Task.Delay(20);
            }
        }

        throw new TimeoutException($"never {state}: {await scene.GetAsync("")}\n{scene.Server.Log}");
    }

    private static async Task<JsonNode> DeliveryAsync(ShownScene scene) => (await scene.GetJsonAsync(""))["delivery"]!;

    [GeneratedRegex(@"were sent by mail|for 3 days; they lie|tried again at (?<next>[-0-9: ]+Z)")]
    private static partial Regex Said();
}
