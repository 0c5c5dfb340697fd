using System.Text;
using System.Text.Json;

namespace Rollcall.Tests.Support.Accounts;

/// <summary>What an HTTP request was answered.</summary>
internal sealed record HttpSaid(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Body => JsonDocument.Parse(Text).RootElement;

    /// <summary>The stable code of a refusal.</summary>
    public string? Code => Status < 400 ? null : Body.GetProperty("code").GetString();

    /// <summary>Status and code in a word: <c>429 rate_limited</c>.</summary>
    public string Word => Code is null ? $"{Status}" : $"{Status} {Code}";

    public string? SetCookie => Headers.GetValueOrDefault("Set-Cookie");

    /// <param name="body">An object to be sent as JSON, or text to be sent as it is.</param>
    public static async Task<HttpSaid> AskAsync(HttpClient http, string method, string path, object? body = null, string? token = null, string? cookie = null,
        string from = "198.51.100.1", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        request.Headers.Add("X-Forwarded-For", from);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", token);
        if (cookie is not null)
            request.Headers.Add("Cookie", $"session_token={cookie}");
        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type")
                request.Content!.Headers.ContentType = value.Length == 0 ? null : System.Net.Http.Headers.MediaTypeHeaderValue.Parse(value);
            else
                request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await http.SendAsync(request);
        return new((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Concat(answer.Content.Headers)
            .ToDictionary(one => one.Key, one => string.Join(", ", one.Value), StringComparer.OrdinalIgnoreCase));
    }
}
