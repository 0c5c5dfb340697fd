using Rollcall.Apps.Accounts;
using Rollcall.Server.Identity;

namespace Rollcall.Server.Doors.Accounts;

/// <summary>The routes under <c>/v1/auth</c>: log-in, registration, who am I, log-out, password (devices specification, 5.2).</summary>
internal sealed class SessionDoor(AccountsHouse house, SessionDesk desk, Admission admission)
{
    private static readonly V1Error BadCredentials = new(StatusCodes.Status401Unauthorized, "bad_credentials", "The handle or the password is wrong.");
    private static readonly V1Error RegistrationClosed = new(StatusCodes.Status403Forbidden, "registration_closed", "Accounts are made by the operator of this server.");

    private readonly SessionCookie cookie = new(house.Settings.IdleDays);

    /// <summary>Maps them.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/auth/login", (Delegate)LogInAsync);
        routes.MapPost("/v1/auth/register", (Delegate)RegisterAsync);
        routes.MapGet("/v1/auth/session", Session);
        routes.MapMethods("/v1/auth/logout", ["GET", "POST"], (Delegate)LogOutAsync);
        routes.MapPost("/v1/auth/password", (Delegate)SetPasswordAsync);
    }

    private async Task<IResult> LogInAsync(HttpContext context)
    {
        NoStore(context);
        var (body, refusal) = await JsonBody.ReadAsync(context.Request);
        using (body)
        {
            return refusal ?? (body is not null && LogInRequest.Read(body.RootElement, out refusal) is { } asked
                ? Answer(context, await desk.LogInAsync(asked.Handle, asked.Password, asked.Device, AddressOf(context)))
                : refusal!);
        }
    }

    private async Task<IResult> RegisterAsync(HttpContext context)
    {
        NoStore(context);
        if (!house.Settings.OpenRegistration)
            return RegistrationClosed;
        var (body, refusal) = await JsonBody.ReadAsync(context.Request);
        using (body)
        {
            if (refusal is not null || LogInRequest.Read(body!.RootElement, out refusal) is not { } asked)
                return refusal!;
            if ((HandleRule.Fault(asked.Handle) ?? PasswordRule.Fault(asked.Password)) is { } fault)
                return V1Error.InvalidField($"{(HandleRule.Fault(asked.Handle) is null ? "password" : "user_handle")}: {fault}");
            return Answer(context, await desk.RegisterAsync(asked.Handle, asked.Password, asked.Device, AddressOf(context)));
        }
    }

    private IResult Session(HttpContext context)
    {
        NoStore(context);
        if (admission.Admit(context.Request, out var refusal) is not { Who: var who } known)
            return refusal!;
        if (known.ByCookie && SentToken.Of(context.Request)?.Text is { } token)
            cookie.Set(context, token);
        var device = who.DeviceId is { } id ? house.Book.Devices.GetValueOrDefault(id) : null;
        return V1Json.Answer(new
        {
            UserHandle = who.Handle,
            Permissions = house.Settings.Permissions.Of(who.Role),
            who.UserId,
            who.Role,
            who.DeviceId,
            DeviceName = device?.Name,
        });
    }

    private async Task<IResult> LogOutAsync(HttpContext context)
    {
        NoStore(context);
        if (admission.Admit(context.Request, out var refusal, changes: true) is not { Who: var who })
            return refusal!;
        var asked = context.Request.Query["scope"];
        SessionScope? scope = asked.Count == 0 ? SessionScope.This : asked.ToString() switch
        {
            "this" => SessionScope.This,
            "others" => SessionScope.Others,
            "all" => SessionScope.All,
            _ => null,
        };
        if (scope is null || (scope != SessionScope.This && HttpMethods.IsGet(context.Request.Method)))
            return new V1Error(StatusCodes.Status400BadRequest, "bad_query", "scope is this, others or all; by GET only this.");
        if (await house.AskAsync(new AccountCommand.CloseSessions(who.UserId, scope.Value, who.SessionId)) is not AccountAnswer.Closed closed)
            return V1Error.StorageUnavailable;
        if (scope != SessionScope.Others)
            SessionCookie.Clear(context);
        return V1Json.Answer(new { ClosedSessions = closed.Sessions });
    }

    private async Task<IResult> SetPasswordAsync(HttpContext context)
    {
        NoStore(context);
        if (admission.Admit(context.Request, out var refusal) is not { Who: var who })
            return refusal!;
        (var body, refusal) = await JsonBody.ReadAsync(context.Request);
        using (body)
        {
            if (refusal is not null)
                return refusal;
            if (body!.RootElement.Text("current_password") is not { } current || !PasswordRule.CanBe(current))
                return V1Error.InvalidField("current_password must be text of 1 to 1024 bytes.");
            if (body.RootElement.Text("new_password") is not { } changed)
                return V1Error.InvalidField("new_password must be text.");
            if (PasswordRule.Fault(changed) is { } fault)
                return V1Error.InvalidField($"new_password: {fault}");
            return Answer(context, await desk.ChangePasswordAsync(who, current, changed, AddressOf(context)));
        }
    }

    private IResult Answer(HttpContext context, DeskAnswer answer)
    {
        switch (answer)
        {
            case DeskAnswer.Opened opened:
                cookie.Set(context, opened.Token);
                return V1Json.Answer(
                    new
                    {
                        opened.Token,
                        UserHandle = opened.Who.Handle,
                        Permissions = house.Settings.Permissions.Of(opened.Who.Role),
                        opened.Who.UserId,
                        opened.Who.Role,
                        opened.Who.DeviceId,
                    },
                    StatusCodes.Status201Created);
            case DeskAnswer.PasswordChanged changed:
                return V1Json.Answer(new { changed.ClosedSessions });
            case DeskAnswer.WrongPassword wrong:
                return wrong.OfSession ? new V1Error(StatusCodes.Status403Forbidden, "wrong_password", "The current password is wrong.") : BadCredentials;
            case DeskAnswer.Throttled throttled:
                return V1Error.RateLimited(throttled.RetryAfter);
            case DeskAnswer.HandleTaken:
                return new V1Error(StatusCodes.Status409Conflict, "handle_taken", "Somebody has this handle already.");
            case DeskAnswer.Busy:
                return V1Error.Overloaded;
            default:
                return V1Error.StorageUnavailable;
        }
    }

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    private static void NoStore(HttpContext context) => context.Response.Headers.CacheControl = "no-store";
}
