using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Rollcall.Apps.Meets;

namespace Rollcall.Server.Doors.Meets.HandOver;

/// <summary>One letter with results to the mail server.</summary>
internal static class ResultsMail
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Sends what lies in a folder; why it was not taken, in a few words without secrets, or null.</summary>
    public static async Task<string?> SendAsync(MeetSettings settings, string folder, string attachment, TimeProvider time, CancellationToken cancel)
    {
        using var enough = new CancellationTokenSource(Patience, time);
        try
        {
            var email = await File.ReadAllTextAsync(Path.Combine(folder, "email.txt"), cancel);
            using var message = Message(settings, email);
            using var csv = new MemoryStream(await File.ReadAllBytesAsync(Path.Combine(folder, "opl.csv"), cancel));
            message.Attachments.Add(new(csv, attachment, "text/csv") { NameEncoding = Encoding.UTF8 });
            using var client = new SmtpClient(settings.Smtp.Host, settings.Smtp.Port) { EnableSsl = settings.Smtp.Tls };
            if (!string.IsNullOrEmpty(settings.Smtp.Username))
                client.Credentials = new NetworkCredential(settings.Smtp.Username, settings.Smtp.Password);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel, enough.Token);
            await client.SendMailAsync(message, over.Token);
            return null;
        }
        catch (SmtpException refused)
        {
            return Why(refused, settings.Smtp.Tls);
        }
        catch (OperationCanceledException)
        {
            return "it does not answer";
        }
        catch (FormatException)
        {
            return "meets.smtp.from or meets.publish_to is no address";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return "the results cannot be read on the server";
        }
    }

    private static string Why(SmtpException refused, bool tls) => refused.StatusCode switch
    {
        not SmtpStatusCode.GeneralFailure when (int)refused.StatusCode >= 400 => $"it answered {(int)refused.StatusCode}",
        _ when refused.GetBaseException() is AuthenticationException => "its certificate is not trusted",
        _ when refused.GetBaseException() is SocketException or IOException => "it cannot be reached",
        // The library ends so where the server does not name STARTTLS among what it can do.
        SmtpStatusCode.GeneralFailure when tls && refused.InnerException is null => "it offers no encrypted line (STARTTLS)",
        _ => "it does not speak as a mail server",
    };

    private static MailMessage Message(MeetSettings settings, string email)
    {
        var end = email.IndexOf("\n\n", StringComparison.Ordinal);
        var headers = email[..end].Split('\n').ToDictionary(line => line[..line.IndexOf(": ", StringComparison.Ordinal)], line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
        var message = new MailMessage(settings.Smtp.From, settings.PublishTo)
        {
            Subject = headers["Subject"],
            SubjectEncoding = Encoding.UTF8,
            Body = email[(end + 2)..],
            BodyEncoding = Encoding.UTF8,
        };
        // An address may be good for a person and not for this header: then it stands in the text.
        if (MailAddress.TryCreate(headers["Reply-To"], out var back))
            message.ReplyToList.Add(back);
        else
            message.Body = $"Reply to: {headers["Reply-To"]}\n{message.Body}";
        return message;
    }
}
