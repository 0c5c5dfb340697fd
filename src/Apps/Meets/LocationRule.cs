namespace Rollcall.Apps.Meets;

/// <summary>Which lists of locations a meet can have (specification 5.2). Pure.</summary>
public static class LocationRule
{
    /// <summary>Why a meet cannot have these locations, as a sentence; null if it can.</summary>
    /// <param name="most">How many there may be.</param>
    public static string? Fault(IReadOnlyCollection<Location> locations, int most)
    {
        if (locations.Count == 0 || locations.Count > most)
            return $"A meet has 1 to {most} locations.";
        if (locations.Any(one => one.LocationName.Length is 0 or > 100 || one.LocationName.Any(char.IsControl)))
            return "A location's name has 1 to 100 characters.";
        if (locations.Any(one => one.Priority > 1000))
            return "A priority is from 0 to 1000.";
        return locations.DistinctBy(one => one.LocationName, StringComparer.OrdinalIgnoreCase).Count() < locations.Count ? "Two locations have the same name." : null;
    }
}
