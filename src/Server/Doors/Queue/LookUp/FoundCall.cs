using Rollcall.Apps.Queue;

namespace Rollcall.Server.Doors.Queue.LookUp;

/// <summary>What is kept of a station's entry at QRZ.com: what may be published, and nothing else. Street, postal code, e-mail and the rest are dropped
/// on arrival (specification 5.9).</summary>
/// <param name="Name">First and last name, or null.</param>
/// <param name="Address">City, state and country, as far as known, or null.</param>
/// <param name="Qth">City and state, as far as known, or null.</param>
/// <param name="Country">The DXCC country, or null.</param>
/// <param name="Image">An https address, or null.</param>
/// <param name="Latitude">Degrees north with one decimal, or null.</param>
/// <param name="Longitude">Degrees east with one decimal, or null.</param>
/// <param name="Grid">The locator's first four characters, or null.</param>
public sealed record FoundCall(string? Name, string? Address, string? Qth, string? Country, string? Image, decimal? Latitude, decimal? Longitude, string? Grid);

/// <summary>What came of looking a call up.</summary>
public abstract record LookUpResult
{
    private LookUpResult() { }

    /// <summary>There it is.</summary>
    public sealed record Found(FoundCall Call) : LookUpResult;

    /// <summary>There is no such call.</summary>
    public sealed record NotFound : LookUpResult;

    /// <summary>The service did not answer, or nothing that makes sense.</summary>
    public sealed record Failed : LookUpResult;

    /// <summary>As many were looked up today as may be.</summary>
    public sealed record LimitReached : LookUpResult;

    /// <summary>The sentence published in the place of a name; null where it was found.</summary>
    public string? Error => this switch
    {
        Found => null,
        NotFound => "Callsign not found on QRZ.com",
        LimitReached => "QRZ.com look-up limit reached",
        _ => "QRZ.com look-up failed",
    };

    /// <summary>The same as queues keep it.</summary>
    public Qrz As(string call) => this is Found { Call: var found }
        ? new(call, found.Name, found.Address, found.Qth, found.Country, found.Image, null, found.Latitude, found.Longitude, found.Grid)
        : new(call, Error: Error);
}
