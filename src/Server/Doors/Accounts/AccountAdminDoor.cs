using System.Globalization;
using Rollcall.Apps.Accounts;
using Rollcall.Core.Text;
using Rollcall.Server.Identity;

namespace Rollcall.Server.Doors.Accounts;

/// <summary>The routes under <c>/v1/admin/users</c> that are about accounts, for those with the role admin (devices specification, 5.5).</summary>
internal sealed class AccountAdminDoor(AccountsHouse house, Identities identities, Admission admission)
{
    /// <summary>Maps them.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/admin/users", List);
        routes.MapDelete("/v1/admin/users/{id}/sessions", (Delegate)CloseSessionsAsync);
    }

    private IResult List(HttpContext context)
    {
        if (admission.AdmitAdmin(context.Request, out var refusal) is null)
            return refusal!;
        var book = identities.Book;
        return V1Json.Answer(new
        {
            Users = book.Users.Values.OrderBy(user => user.Id).Select(user => new
            {
                UserId = user.Id,
                UserHandle = user.Handle,
                user.Role,
                CreatedAt = Instants.TextToSecond(user.CreatedAt),
                Devices = user.Devices.Count,
                OnlineDevices = book.DevicesOf(user).Count(identities.IsOnline),
            }),
        });
    }

    private async Task<IResult> CloseSessionsAsync(HttpContext context, string id)
    {
        if (admission.AdmitAdmin(context.Request, out var refusal) is null)
            return refusal!;
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var userId))
            return V1Error.NotFound;
        return await house.AskAsync(new AccountCommand.CloseSessions(userId, SessionScope.All, Mine: null)) switch
        {
            AccountAnswer.Closed closed => V1Json.Answer(new { ClosedSessions = closed.Sessions }),
            AccountAnswer.Unavailable => V1Error.StorageUnavailable,
            _ => V1Error.NotFound,
        };
    }
}
