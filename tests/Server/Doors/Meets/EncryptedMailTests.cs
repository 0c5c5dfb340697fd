using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Meets;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Results over an encrypted line with a log-in, by a server in a process of its own that trusts the mail server's certificate as operators make one
/// trusted: by the system's list.</summary>
public class EncryptedMailTests
{
    // P25
    [Fact]
    public async Task Results_leave_over_an_encrypted_line_after_a_log_in()
    {
        using var certificate = MailCertificate.Make();
        await using var mail = new MailServer { Certificate = certificate, Account = ("meets", "Canary-8") };
        using var folder = new TemporaryFolder();
        var trusted = Path.Combine(folder.Path, "trusted.pem");
        await File.WriteAllTextAsync(trusted, certificate.ExportCertificatePem());
        using var server = RollcallProcess.ServeIn(folder.Path, new() { ["SSL_CERT_FILE"] = trusted, ["ROLLCALL_MEETS__SMTP__PASSWORD"] = "Canary-8" },
            "--meets.smtp.host", "localhost", "--meets.smtp.port", mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--meets.smtp.username", "meets");
        await using var director = await WireClient.ConnectAsync(await server.AddressAsync());
        director.Say("CreateMeet", Create(Locations()));
        director.Token = (string)(await director.HearAsync("MeetCreated"))["sessionToken"]!;

        var ack = await director.AskAsync("PublishMeet", new() { ["returnEmail"] = "director@example.org", ["oplCsv"] = "x" }, "PublishAck");

        Assert.Equal("pending", (string?)ack["delivery"]!["state"]);
        Assert.Contains("Reply-To: director@example.org", await mail.NextAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.True(mail.CameEncrypted);
        while ((string?)(await director.AskAsync("PublishMeet", new JsonObject { ["returnEmail"] = "director@example.org" }, "PublishAck"))["delivery"]!["state"] != "sent")
            await Task.Delay(20);
        Assert.DoesNotContain("Canary-8", server.Output + server.Errors, StringComparison.Ordinal);
    }
}
