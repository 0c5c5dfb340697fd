using System.Text.Json;
using Rollcall.Apps.Accounts;
using Rollcall.Server.Identity;

namespace Rollcall.Server.Doors.Accounts;

/// <summary>The body of a log-in or registration.</summary>
internal sealed record LogInRequest(string Handle, string Password, DeviceCard Device)
{
    /// <summary>Reads it; null with the first thing that does not fit.</summary>
    public static LogInRequest? Read(JsonElement json, out V1Error? refusal)
    {
        refusal = null;
        if (json.Text("user_handle")?.Trim() is not { } handle)
            refusal = V1Error.InvalidField("user_handle must be text.");
        else if (json.Text("password") is not { } password || !PasswordRule.CanBe(password))
            refusal = V1Error.InvalidField("password must be text of 1 to 1024 bytes.");
        else if (json.Text("device_uuid")?.Trim() is not { Length: >= 8 and <= 64 } uuid || !uuid.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            refusal = V1Error.InvalidField("device_uuid must have 8 to 64 letters, digits or '-'.");
        else if (json.Text("device_type") is not { } type)
            refusal = V1Error.InvalidField("device_type must be text.");
        else
            return new(handle, password, new(uuid, DeviceWords.TypeOf(type), DeviceWords.Name(json.Text("device_name")), DeviceWords.OsInfo(json.Text("os_info"))));
        return null;
    }
}
