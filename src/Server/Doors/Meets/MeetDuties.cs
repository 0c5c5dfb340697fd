using System.Text;
using Rollcall.Apps.Meets;
using Rollcall.Apps.Meets.Files;
using Rollcall.Apps.Meets.Opl;
using Rollcall.Core.Channels;

namespace Rollcall.Server.Doors.Meets;

/// <summary>What the operator asks for on the command line.</summary>
/// <param name="Verb"><c>export</c> or <c>import</c>.</param>
/// <param name="Meet">Its id, in any writing.</param>
/// <param name="Csv">Whether the results file is meant.</param>
/// <param name="Path">The file to bring in, as a full path on this machine.</param>
/// <param name="Replace">Whether lifters the file lacks are deleted.</param>
internal sealed record MeetOrder(string Verb, string Meet, bool Csv = false, string? Path = null, bool Replace = false);

/// <summary>What came of it.</summary>
/// <param name="Refusal">Why nothing was done; else null.</param>
/// <param name="Text">The file, or a sentence.</param>
internal sealed record MeetReport(string? Refusal, string? Text = null);

/// <summary>Does what the operator asks for on the command line, in the running server or beside it (specification of the server, verbs). Any thread.</summary>
internal sealed class MeetDuties(MeetHouse house)
{
    private const string NoFile = " is neither an .openlifter file nor an OPL CSV";

    private static ReadOnlySpan<byte> ResultsBegin => "OPL Format "u8;

    /// <summary>Does it.</summary>
    public async Task<MeetReport> DoAsync(MeetOrder order)
    {
        if (!MeetId.TryParse(order.Meet, out var id))
            return new($"{order.Meet} is no meet id; it has nine digits");
        try
        {
            if (!house.Knows(id) || await house.Directory.FindAsync(MeetHouse.ChannelOf(id)) is not { } actor)
                return new($"there is no meet {id.Grouped}");
            if (actor.State.Recovering is not null || !actor.State.Exists)
                return new($"meet {id.Grouped} is being recovered from its desks");
            return order.Verb == "import" ? await ImportAsync(actor, order) : await ExportAsync(actor, order);
        }
        catch (ChannelUnavailableException unavailable)
        {
            return new($"meet {id.Grouped}: {unavailable.Message}");
        }
    }

    private async Task<MeetReport> ExportAsync(Actor<Meet, MeetCommand, MeetEvent, MeetAnswer> actor, MeetOrder order)
    {
        if (!order.Csv)
            return new(null, Encoding.UTF8.GetString(house.Export(actor.State)));
        var (csv, missing) = await house.ResultsOfAsync(actor);
        return csv is null ? new(missing) : new(null, Encoding.UTF8.GetString(csv));
    }

    private async Task<MeetReport> ImportAsync(Actor<Meet, MeetCommand, MeetEvent, MeetAnswer> actor, MeetOrder order)
    {
        byte[] bytes;
        try
        {
            bytes = await File.ReadAllBytesAsync(order.Path!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new($"{order.Path}: {e.Message}");
        }

        if (bytes.Length > house.Settings.ImportBytes)
            return new($"{order.Path}: a file has at most {house.Settings.ImportBytes} bytes (meets.import_bytes)");
        var (file, fault) = Read(bytes);
        if (file is null)
            return new($"{order.Path}{fault}");
        var (answer, _) = await MeetHouse.ImportAsync(actor, new MeetCommand.ImportByOperator(house.FreshAuthor(), file, order.Replace), bytes.Length);
        return answer switch
        {
            MeetAnswer.Imported done => new(null, Sentence(done)),
            MeetAnswer.NotImported => new($"{order.Path}{NoFile}"),
            MeetAnswer.Rejected no => new(no.Reason),
            _ => new("the server cannot take this just now; nothing was done"),
        };
    }

    private (ImportedFile? File, string Fault) Read(byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith(ResultsBegin))
            return OpenLifterText.Read(bytes, house.Settings.MaxJsonDepth) is { } json ? (new ImportedFile.OpenLifter(json), "") : (null, NoFile);
        var results = OplFile.Read(Encoding.UTF8.GetString(bytes));
        return ResultsImport.FaultOf(results) is { } fault ? (null, $" {fault}") : (new ImportedFile.Results(results), "");
    }

    private static string Sentence(MeetAnswer.Imported done)
    {
        var text = new StringBuilder($"accepted {done.Accepted}, unchanged {done.Unchanged}, deleted {done.Deleted}, renumbered {done.Renumbered}");
        foreach (var one in done.LeftOut)
            text.Append($"\nleft out {one.Key}: {one.Reason}");
        return text.ToString();
    }
}
