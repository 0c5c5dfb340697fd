using Microsoft.AspNetCore.Http.Features;
using Rollcall.Apps.Queue;
using Rollcall.Core.Channels;
using Rollcall.Server.Doors.Queue.Access;
using Rollcall.Server.Doors.Queue.Operations;

namespace Rollcall.Server.Doors.Queue.Http;

/// <summary>Every operation's HTTP form: finds it by path and method, sees who asks, reads what came along, does it, answers. Any number of requests at once.</summary>
internal sealed class QueueHttp(QueueHouse house, OperatorAccess access, AddressRates rates)
{
    private const string TicketScheme = "Ticket ";
    private const string LoggingDirect = "admin.logging_direct";
    private const int ShortestKey = 16;
    private const int LongestKey = 128;
    private static readonly string[] ForwardingHeaders = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-For", "X-Real-IP", "Via"];

    /// <summary>Answers a request about a queue that exists.</summary>
    public async Task AnswerAsync(HttpContext context, QueueAddress address)
    {
        var there = OperationTable.At(address.Path);
        if (there.Count == 0)
        {
            await QueueResponses.RefuseAsync(context, Refusal.NotFound);
            return;
        }

        var method = HttpMethods.IsHead(context.Request.Method) ? HttpMethods.Get : context.Request.Method;
        var (operation, callsign) = there.FirstOrDefault(one => one.Operation.Method == method);
        if (operation is null)
        {
            context.Response.Headers.Allow = Allowed(there.Select(one => one.Operation.Method));
            await QueueResponses.RefuseAsync(context, Refusal.WrongMethod);
        }
        else if (rates.Take(ClientAddress.Of(context)) is { } wait)
        {
            await QueueResponses.RefuseAsync(context, Refusal.RateLimited(wait));
        }
        else
        {
            await AnswerAsync(context, address.Queue, operation, callsign);
        }
    }

    /// <summary>The methods of a path as the Allow header lists them.</summary>
    public static string Allowed(IEnumerable<string> methods) =>
        string.Join(", ", methods.SelectMany<string, string>(one => one == HttpMethods.Get ? [HttpMethods.Get, HttpMethods.Head] : [one]).Distinct().Order(StringComparer.Ordinal));

    private async Task AnswerAsync(HttpContext context, string queue, QueueOperation operation, string? callsign)
    {
        var admission = await access.OfAsync(context, queue);
        if (operation.ForOperators && admission is not Admission.Of && !IsOpenTo(context, operation, admission))
        {
            await QueueResponses.RefuseAsync(context, admission is Admission.Refused refused ? refused.Why : access.Missing);
            return;
        }

        var body = HasBody(context.Request) ? await RequestBodies.ReadAsync(context) : new(null, null);
        using var document = body.Json?.Document;
        if (body.Refusal is not null)
        {
            await QueueResponses.RefuseAsync(context, body.Refusal);
            return;
        }

        var who = (admission as Admission.Of)?.Who;
        var asker = new Asker(Door.Http, who, who is null && !operation.ForOperators ? null : ClientNames.Of(context.Request), ClientAddress.Of(context));
        var input = new OperationInput(document?.RootElement, Texts(context.Request, operation, callsign));
        var answering = operation.Work is OperationWork.Change change
            ? await ChangeAsync(context, queue, change, asker, input)
            : await LookAsync(context, queue, operation.Work, asker, input);
        await AnswerAsync(context, answering);
    }

    private async Task<Answering> LookAsync(HttpContext context, string queue, OperationWork work, Asker asker, OperationInput input)
    {
        try
        {
            var outcome = await house.LookAsync(queue, work, input, asker, context.RequestAborted);
            return input.Refused is { } wrong ? new Answering.No(wrong) : Answering.Of(outcome);
        }
        catch (ChannelUnavailableException)
        {
            return new Answering.No(Refusal.Unavailable);
        }
    }

    private async Task<Answering> ChangeAsync(HttpContext context, string queue, OperationWork.Change change, Asker asker, OperationInput input)
    {
        var command = house.Informed(change.Command(input, asker));
        if (input.Refused is { } wrong)
            return new Answering.No(wrong);
        if (context.Request.Headers["Idempotency-Key"] is { Count: > 0 } keys)
        {
            if (keys is not [{ } key] || !IsKey(key))
                return new Answering.No(Refusal.Validation("'Idempotency-Key' header must have 16 to 128 printable ASCII characters"));
            command = command with { IdempotencyKey = key };
        }

        try
        {
            var told = new TaskCompletionSource<QueueReply>(TaskCreationOptions.RunContinuationsAsynchronously);
            var letter = new QueueLetter.Asking(command, reply =>
            {
                if (reply is QueueReply.Dealt dealt)
                    house.LookUpAfter(queue, dealt);
                told.SetResult(reply);
            })
            { Address = asker.Operator is null && !asker.Address.IsLoopback ? asker.Address.Key : null };
            await house.PostAsync(queue, letter);
            return Answering.Of(await told.Task, change, asker, input);
        }
        catch (ChannelUnavailableException)
        {
            return new Answering.No(Refusal.Unavailable);
        }
    }

    private static Task AnswerAsync(HttpContext context, Answering answering)
    {
        switch (answering)
        {
            case Answering.No no:
                return QueueResponses.RefuseAsync(context, no.Why);
            case Answering.File { Content: var file }:
                context.Response.Headers.ContentDisposition = $"attachment; filename=\"{file.Name}\"";
                return QueueResponses.BytesAsync(context, file.ContentType, file.Content);
            case Answering.Done done:
                if (done.IsRepeat)
                    context.Response.Headers["Idempotent-Replay"] = "true";
                return QueueResponses.JsonAsync(context, done.Write);
            default:
                throw new InvalidOperationException($"nobody knows how to tell {answering.GetType().Name}");
        }
    }

    /// <summary>Whether a key is one: 16-128 printable ASCII characters.</summary>
    internal static bool IsKey(string key) => key.Length is >= ShortestKey and <= LongestKey && key.All(c => c is >= ' ' and <= '~');

    /// <summary>Whether logging programs on this very machine may do it without saying who they are. A page in a browser on it may not.</summary>
    private bool IsOpenTo(HttpContext context, QueueOperation operation, Admission admission) =>
        operation.Name == LoggingDirect && house.Settings.LoggingDirectOpen == LoggingDirectOpen.Loopback && admission is Admission.Public
        && ClientAddress.Of(context).IsLoopback && !ForwardingHeaders.Any(context.Request.Headers.ContainsKey) && !ForeignPages.IsScript(context.Request);

    private static bool HasBody(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != false;

    /// <summary>What stands in path, query and headers, by the names of the operation's fields.</summary>
    private static Dictionary<string, string> Texts(HttpRequest request, QueueOperation operation, string? callsign)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (operation.Method == HttpMethods.Get)
        {
            foreach (var (name, values) in request.Query)
                texts[name] = values.ToString();
        }

        if (callsign is not null)
            texts["callsign"] = callsign;
        texts.Remove("ticket");
        if (request.Headers.Authorization is [{ } header] && header.StartsWith(TicketScheme, StringComparison.OrdinalIgnoreCase))
            texts["ticket"] = header[TicketScheme.Length..].Trim();
        return texts;
    }
}
