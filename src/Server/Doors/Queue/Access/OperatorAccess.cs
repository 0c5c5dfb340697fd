using Rollcall.Server.Doors.Queue.Operations;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Queue.Access;

/// <summary>Finds out whether a request is an operator's (specification 6). Any number of requests at once.</summary>
internal sealed class OperatorAccess(OperatorLogIn logIn, OperatorList operators, OriginRules origins)
{
    private const string BasicScheme = "Basic ";
    private readonly ForeignPages pages = new(origins);

    /// <summary>Whether there is an operator of any kind.</summary>
    public bool AnyOperator => operators.Any;

    /// <summary>Who sent a request, as far as its headers tell.</summary>
    /// <param name="context">The request.</param>
    /// <param name="queue">The queue it is about.</param>
    /// <param name="isUpgrade">Whether it opens a WebSocket: there browsers attach remembered passwords by themselves, so that from foreign pages they count as none.</param>
    public async ValueTask<Admission> OfAsync(HttpContext context, string queue, bool isUpgrade = false)
    {
        var request = context.Request;
        if (request.Headers.Authorization is not [{ } header] || !header.StartsWith(BasicScheme, StringComparison.OrdinalIgnoreCase))
            return new Admission.Public();
        if (isUpgrade && pages.Sent(request))
            return new Admission.Public();
        if (pages.Lent(request))
            return new Admission.Refused(Refusal.ForeignPage);
        if (BasicCredentials.Read(header[BasicScheme.Length..]) is not { } given)
            return new Admission.Refused(Refusal.Unreadable);
        return await CheckAsync(given, ClientAddress.Of(context), queue) switch
        {
            Admission.Refused { Why.Code: "invalid_credentials" } => new Admission.Refused(Refusal.WrongPassword),
            var other => other,
        };
    }

    /// <summary>Whether name and password are those of an operator of the queue.</summary>
    public async ValueTask<Admission> CheckAsync(BasicCredentials given, ClientAddress address, string queue)
    {
        if (!AnyOperator)
            return new Admission.Refused(Refusal.NoOperators);
        return await logIn.CheckAsync(given, address, queue) switch
        {
            LogIn.Good good => good.Who.Runs(queue) ? new Admission.Of(good.Who) : new Admission.Refused(Refusal.NotYourQueue),
            LogIn.Throttled throttled => new Admission.Refused(Refusal.LogInThrottled(throttled.Wait)),
            LogIn.Busy => new Admission.Refused(Refusal.PasswordsBusy),
            _ => new Admission.Refused(Refusal.WrongCredentials),
        };
    }

    /// <summary>Why a request to an operators' path is refused that brought nothing along.</summary>
    public Refusal Missing => AnyOperator ? Refusal.NotAuthenticated : Refusal.NoOperators;
}
