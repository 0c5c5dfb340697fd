using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Rollcall.Server.Hosting;

/// <summary>The opening handshake of a WebSocket (RFC 6455, 4.2): checks the request, answers 101, gives the line.</summary>
public static class WebSocketUpgrade
{
    private const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int KeyBytes = 16;

    /// <summary>What is wrong with a request as an opening handshake, or null. The headers of a 426 are already set on the response; the
    /// body is the door's.</summary>
    public static UpgradeRefusal? Check(HttpContext context)
    {
        var request = context.Request;
        var isUpgrade = HttpMethods.IsGet(request.Method)
            && context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
            && Names(request.Headers.Connection, "Upgrade")
            && Names(request.Headers.Upgrade, "websocket");
        if (!isUpgrade || request.Headers.SecWebSocketVersion != "13")
        {
            context.Response.Headers.Upgrade = "websocket";
            context.Response.Headers.SecWebSocketVersion = "13";
            return new UpgradeRefusal(StatusCodes.Status426UpgradeRequired, "websocket_required", "This address speaks WebSocket, version 13.");
        }

        return IsKey(request.Headers.SecWebSocketKey)
            ? null
            : new UpgradeRefusal(StatusCodes.Status400BadRequest, "bad_websocket_key", "Sec-WebSocket-Key is not 16 bytes in base64.");
    }

    /// <summary>Answers 101 to a request that <see cref="Check"/> found good. The stream is the line: a write goes out at once, disposing it
    /// cuts the connection. The request must not be ended while the line is in use.</summary>
    /// <param name="context">The request.</param>
    /// <param name="subprotocol">The one chosen of those the client offers, if any.</param>
    public static async Task<Stream> AcceptAsync(HttpContext context, string? subprotocol = null)
    {
        var headers = context.Response.Headers;
        headers.Connection = HeaderNames.Upgrade;
        headers.Upgrade = "websocket";
        headers.SecWebSocketAccept = Accept(context.Request.Headers.SecWebSocketKey.ToString());
        if (subprotocol is not null) headers.SecWebSocketProtocol = subprotocol;
        var stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        return new UpgradedLine(stream, DirectOutput.Of(context), context.Features.GetRequiredFeature<IConnectionLifetimeFeature>());
    }

    private static bool Names(StringValues header, string token) =>
        header.Any(line => line is not null && line.Split(',', StringSplitOptions.TrimEntries).Contains(token, StringComparer.OrdinalIgnoreCase));

    private static bool IsKey(StringValues header) =>
        header.Count == 1 && Base64.IsValid(header.ToString(), out var length) && length == KeyBytes;

    // RFC 6455 asks for SHA-1 here; it protects nothing.
#pragma warning disable CA5350
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Magic)));
#pragma warning restore CA5350
}

/// <summary>Why a request was not upgraded.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">A stable name for programs.</param>
/// <param name="Detail">A sentence for people.</param>
public sealed record UpgradeRefusal(int Status, string Code, string Detail);
