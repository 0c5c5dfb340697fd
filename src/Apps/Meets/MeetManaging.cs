using Rollcall.Core.Channels;

namespace Rollcall.Apps.Meets;

/// <summary>Decides what a director changes beside the log (specification 5.2, ManageMeet). Pure.</summary>
internal static class MeetManaging
{
    public static Decision<Meet, MeetEvent, MeetAnswer> Decide(Meet state, MeetCommand.Manage manage, DateTimeOffset now, MeetRules rules)
    {
        var (session, code) = SessionRule.Find(state, manage.SessionId, now, rules);
        if (session is null)
            return state.Recovering is not null ? MeetKind.Wait() : new(new MeetAnswer.NoSession(code), []);
        var auth = state.Auth!;
        if (auth.RoleOf(session) != MeetRole.Director)
            return MeetKind.No("NOT_DIRECTOR", "Only a director may do this.");
        if (manage.LacksHash)
            return MeetKind.No("RETRY_LATER", "This session has only just become a director's.", 1_000);
        if (manage.Locations is { } locations)
        {
            if (LocationRule.Fault(locations, rules.MaxLocations) is { } fault)
                return MeetKind.No("BAD_LOCATIONS", fault);
            auth = auth with { Locations = locations };
            if (!locations.Any(one => auth.IsDirectors(one.LocationName)))
                return MeetKind.No("BAD_LOCATIONS", "One of the locations must be a director's.");
        }

        auth = auth with
        {
            PasswordHash = manage.PasswordHash ?? auth.PasswordHash,
            ViewGeneration = auth.ViewGeneration + (manage.NewViewToken ? 1 : 0),
        };
        var ending = auth.Sessions.Values.Where(one => SessionRule.Holds(one, now, rules) && Ends(one)).ToList();
        auth = auth with { Sessions = auth.Sessions.SetItems(ending.Select(one => KeyValuePair.Create(one.Id, one with { Ended = true }))) };
        return new(new MeetAnswer.Managed(ending.Count), []) { Base = state with { Auth = auth } };

        bool Ends(MeetSession one) =>
            (manage.Locations is not null && one.LocationName is not null && auth.Find(one.LocationName) is null)
            || (manage.EndOthers && one.Id != session.Id)
            || manage.EndSessionsOf.Any(name => string.Equals(name, one.LocationName, StringComparison.OrdinalIgnoreCase));
    }
}
