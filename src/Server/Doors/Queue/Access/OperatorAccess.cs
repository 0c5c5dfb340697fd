using Rollcall.Server.Doors.Queue.Operations;
using Rollcall.Server.Identity;

namespace Rollcall.Server.Doors.Queue.Access;

/// <summary>Finds out whether a request is an operator's (specification 6). Any number of requests at once.</summary>
internal sealed class OperatorAccess(OperatorLogIn logIn, ForeignPages pages, Identities? accounts)
{
    private const string BasicScheme = "Basic ";

    /// <summary>Why a request to an operators' path is refused that brought nothing along.</summary>
    public Refusal Missing => logIn.AnyOperator ? Refusal.NotAuthenticated : Refusal.NoOperators;

    /// <summary>Who sent a request, as far as its headers tell.</summary>
    /// <param name="context">The request.</param>
    /// <param name="queue">The queue it is about.</param>
    /// <param name="isUpgrade">Whether it opens a WebSocket: there browsers attach remembered passwords by themselves, so that from foreign pages they count as none.</param>
    public async ValueTask<Admission> OfAsync(HttpContext context, string queue, bool isUpgrade = false)
    {
        var request = context.Request;
        if (request.Headers.Authorization is not [{ } header] || !header.StartsWith(BasicScheme, StringComparison.OrdinalIgnoreCase))
            return OfSession(request, queue, isUpgrade);
        if (isUpgrade && pages.Sent(request))
            return new Admission.Public();
        if (pages.Lent(request))
            return new Admission.Refused(Refusal.ForeignPage);
        if (BasicCredentials.Read(header[BasicScheme.Length..]) is not { } given)
            return new Admission.Refused(Refusal.Unreadable);
        var admission = await CheckAsync(given, ClientAddress.Of(context), queue);
        return admission is Admission.Refused { Why: var why } && why == Refusal.WrongCredentials ? new Admission.Refused(Refusal.WrongPassword) : admission;
    }

    /// <summary>Whether name and password are those of an operator of the queue.</summary>
    public async ValueTask<Admission> CheckAsync(BasicCredentials given, ClientAddress address, string queue)
    {
        if (!logIn.AnyOperator)
            return new Admission.Refused(Refusal.NoOperators);
        return await logIn.CheckAsync(given, address, queue) switch
        {
            LogIn.Good good => good.Who.Runs(queue) ? new Admission.Of(good.Who) : new Admission.Refused(Refusal.NotYourQueue),
            LogIn.Throttled throttled => new Admission.Refused(Refusal.LogInThrottled(throttled.Wait)),
            LogIn.Busy => new Admission.Refused(Refusal.PasswordsBusy),
            _ => new Admission.Refused(Refusal.WrongCredentials),
        };
    }

    /// <summary>Whether somebody who came as an operator still is one: an account's role may have been taken away.</summary>
    public bool IsStill(Operator who) => who.Account is not { } account || accounts?.Book.Users.GetValueOrDefault(account) is { Role: Apps.Accounts.AccountRole.Admin };

    /// <summary>Has <paramref name="closed"/> called when the session ends by which an operator came; null where none did. Dispose of it when the connection is over.</summary>
    public IDisposable? WhenEnded(Operator? who, Action closed) => who?.Session is { } session ? accounts?.OnSessionEnded(session, _ => closed()) : null;

    private Admission OfSession(HttpRequest request, string queue, bool isUpgrade)
    {
        switch (accounts?.Of(request))
        {
            case null or IdentityReading.None:
                return new Admission.Public();
            case IdentityReading.Known { ByCookie: true } when pages.Sent(request):
                var isReading = isUpgrade || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
                return isReading ? new Admission.Public() : new Admission.Refused(Refusal.ForeignPage);
            case IdentityReading.Known { Who: { IsAdmin: true } who }:
                return new Admission.Of(new(who.Handle, [], who.UserId, who.SessionId));
            case IdentityReading.Known:
                return new Admission.Refused(Refusal.NotYourQueue);
            default:
                return new Admission.Refused(Refusal.Unreadable);
        }
    }
}
