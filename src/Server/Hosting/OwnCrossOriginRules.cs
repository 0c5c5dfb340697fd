namespace Rollcall.Server.Hosting;

/// <summary>A mark on requests whose door has rules of its own for pages of other origins: the server's do not apply.</summary>
internal sealed class OwnCrossOriginRules;
