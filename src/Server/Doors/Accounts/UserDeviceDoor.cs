using System.Text.Json;
using Rollcall.Apps.Accounts;
using Rollcall.Server.Identity;

namespace Rollcall.Server.Doors.Accounts;

/// <summary>The routes under <c>/v1/user/devices</c>: what a user has signed in on (devices specification, 5.3).</summary>
internal sealed class UserDeviceDoor(AccountsHouse house, Identities identities, Admission admission)
{
    /// <summary>Maps them.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/user/devices", List);
        routes.MapPatch("/v1/user/devices/{id}", (Delegate)RenameAsync);
        routes.MapDelete("/v1/user/devices/{id}", (Delegate)RemoveAsync);
    }

    private IResult List(HttpContext context)
    {
        if (admission.Admit(context.Request, out var refusal) is not { Who: var who })
            return refusal!;
        var book = identities.Book;
        var devices = book.Users.TryGetValue(who.UserId, out var user) ? book.DevicesOf(user) : [];
        return V1Json.Answer(new { Devices = devices.Select(device => DeviceAnswer.Of(device, identities, who)) });
    }

    private async Task<IResult> RenameAsync(HttpContext context, string id)
    {
        if (admission.Admit(context.Request, out var refusal) is not { Who: var who })
            return refusal!;
        if (Find(id, who) is not { } device)
            return V1Error.NotFound;
        (var body, refusal) = await JsonBody.ReadAsync(context.Request);
        using (body)
        {
            if (refusal is not null || !TryName(body!.RootElement, out var name, out refusal))
                return refusal!;
            return await house.AskAsync(new AccountCommand.RenameDevice(who.UserId, device.Id, name)) switch
            {
                AccountAnswer.Done when identities.Book.Devices.TryGetValue(device.Id, out var renamed) => V1Json.Answer(DeviceAnswer.Of(renamed, identities, who)),
                AccountAnswer.Unavailable => V1Error.StorageUnavailable,
                _ => V1Error.NotFound,
            };
        }
    }

    private async Task<IResult> RemoveAsync(HttpContext context, string id)
    {
        if (admission.Admit(context.Request, out var refusal) is not { Who: var who })
            return refusal!;
        if (Find(id, who) is not { } device)
            return V1Error.NotFound;
        switch (await house.AskAsync(new AccountCommand.RemoveDevice(who.UserId, device.Id)))
        {
            case AccountAnswer.Done:
                if (device.Id == who.DeviceId)
                    SessionCookie.Clear(context);
                return Results.NoContent();
            case AccountAnswer.Unavailable:
                return V1Error.StorageUnavailable;
            default:
                return V1Error.NotFound;
        }
    }

    // Another user's device is told like one that does not exist.
    private Device? Find(string id, WhoIs who) =>
        long.TryParse(id, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            && identities.Book.Devices.TryGetValue(number, out var device) && device.UserId == who.UserId ? device : null;

    private static bool TryName(JsonElement json, out string? name, out V1Error? refusal)
    {
        (name, refusal) = (null, null);
        if (json.TryGetProperty("device_name", out var given) && given.ValueKind == JsonValueKind.Null)
            return true;
        name = json.Text("device_name") is { } text ? DeviceWords.WithoutControls(text) : "";
        if (name.EnumerateRunes().Count() is >= 1 and <= DeviceWords.LongestName)
            return true;
        refusal = V1Error.InvalidField("device_name must have 1 to 100 characters, or be null.");
        return false;
    }
}
