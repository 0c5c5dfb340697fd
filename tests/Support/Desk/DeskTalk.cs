using System.Text.Json.Nodes;

namespace Rollcall.Tests.Support;

/// <summary>What a desk says and does on one line (specification 7.2, 7.4, 7.6), from its opening to its end. Guarded by the desk's gate.</summary>
internal sealed class DeskTalk(Desk desk, Line line, DeskWeather weather, string password)
{
    private const int MostInBatch = 500;

    private int pullsUnderWay;
    private bool mayUpdate;
    private bool isDeaf;
    private bool retries;

    /// <summary>Whether the answer to a join or a creation is still to come.</summary>
    public bool IsEntering { get; private set; }

    /// <summary>Why it was not let in.</summary>
    public string? Rejection { get; private set; }

    /// <summary>Whether the last page has come, so that everything later is told as it happens.</summary>
    public bool IsFollowing { get; private set; }

    private DeskMemory Memory => desk.Memory;

    public void Create(string secret, JsonArray locations, JsonObject? restore)
    {
        IsEntering = true;
        var create = new JsonObject { ["thisLocationName"] = desk.Name, ["password"] = secret, ["locations"] = locations.DeepClone(), ["watch"] = Watch() };
        if (restore is not null)
            create["restore"] = restore.DeepClone();
        // Never twice: it would make two meets.
        line.Say(Envelope.Write("CreateMeet", create, desk.Wording));
    }

    public void Join(string meetId, string secret)
    {
        IsEntering = true;
        var join = new JsonObject { ["meetId"] = meetId, ["locationName"] = desk.Name, ["password"] = secret, ["watch"] = Watch() };
        if (Memory.Token.Length > 0)
            join["previousSessionToken"] = Memory.Token;
        Say("JoinMeet", join, mayDouble: false);
    }

    /// <summary>Connected again: pulls from the cursor; the first page attaches the line, then everything pending goes out.</summary>
    public void ComeBack() => Pull();

    public void Edited(DeskEdit edit)
    {
        if (mayUpdate)
            SayUpdates([edit]);
    }

    public void Hear(Said said)
    {
        if (isDeaf)
            return;
        if (said.Name is "UpdateAck" or "UpdateRejected" && weather.Strikes(weather.AnswerLost))
        {
            isDeaf = true;
            line.Cut();
            return;
        }

        if (said.Wording != desk.Wording)
            Memory.Complaints.Add($"{said.Name} came in the other spelling");
        var fields = said.Fields;
        switch (said.Name)
        {
            case "MeetCreated" or "MeetJoined":
                // Answers come in order: whatever was asked before under another token has been answered.
                (IsEntering, pullsUnderWay) = (false, 0);
                Memory.Joined(fields);
                Pull();
                break;
            case "JoinRejected":
                NotLetIn((string)fields["code"]!, (int?)fields["retryAfterMs"]);
                break;
            case "RequestRejected":
                Rejected(fields);
                break;
            case "ServerPull":
                TakePage(fields);
                break;
            case "UpdateRelay":
                if (Memory.Epoch != (string)fields["epoch"]!)
                    Memory.Complaints.Add($"a relay of epoch {fields["epoch"]} while in {Memory.Epoch}");
                Memory.TakeItems(fields["updatesRelayed"]!.AsArray());
                Told(fields);
                break;
            case "UpdateAck":
                foreach (var ack in fields["updateAcks"]!.AsArray())
                    Memory.TakeAck((long)ack!["localSeqNum"]!, (long)ack["serverSeqNum"]!, live: MovesOn(fields));
                Told(fields);
                break;
            case "UpdateRejected":
                foreach (var refusal in fields["updatesRejected"]!.AsArray())
                    Memory.TakeRefusal(refusal!.AsObject());
                Told(fields);
                break;
            case "StateRecoveryRequest":
                GiveBack((string)fields["epoch"]!, (long)fields["lastServerSeq"]!, (int)fields["limit"]!);
                break;
            case "StateRecovered":
                Memory.StartOver((string)fields["epoch"]!);
                Pull();
                break;
            case "InvalidSession":
                (mayUpdate, IsFollowing) = (false, false);
                if (!IsEntering)
                    Join(Memory.MeetId, password);
                break;
            case "ConflictNotice":
                foreach (var conflict in fields["conflicts"]!.AsArray())
                    desk.Conflicts[(long)conflict!["conflictId"]!] = conflict.DeepClone().AsObject();
                break;
            case "ServerNotice" or "Presence" or "Pong" or "PlatformView" or "StandingsChanged":
                break;
            default:
                Memory.Complaints.Add($"{said.Name}: {fields.ToJsonString()}");
                break;
        }
    }

    public override string ToString() => $"entering {IsEntering}, following {IsFollowing}, pulls under way {pullsUnderWay}, may update {mayUpdate}";

    private void Pull()
    {
        (mayUpdate, IsFollowing) = (false, false);
        SayPull();
    }

    private void SayPull()
    {
        pullsUnderWay++;
        var pull = new JsonObject { ["epoch"] = Memory.Epoch, ["lastServerSeq"] = Memory.Cursor, ["limit"] = desk.PageSize, ["watch"] = Watch() };
        if (SayAs("ClientPull", pull))
            pullsUnderWay++;
    }

    private void TakePage(JsonObject page)
    {
        pullsUnderWay--;
        var epoch = (string)page["epoch"]!;
        if ((bool)page["resync"]! || epoch != Memory.Epoch)
            Memory.StartOver(epoch);
        Memory.TakeItems(page["updatesRelayed"]!.AsArray());
        Memory.MoveTo((long)page["lastServerSeq"]!);
        IsFollowing = !(bool)page["more"]!;
        if (!mayUpdate)
        {
            mayUpdate = true;
            foreach (var batch in Memory.Batches(MostInBatch).ToList())
                SayUpdates(batch);
        }

        if (pullsUnderWay == 0 && !IsFollowing)
            SayPull();
    }

    /// <summary>Only somebody who has pulled all there was has been told everything up to a number; before that there is a gap behind it.</summary>
    private void Told(JsonObject fields)
    {
        if (MovesOn(fields))
            Memory.MoveTo((long)fields["lastServerSeq"]!);
    }

    private bool MovesOn(JsonObject fields) => IsFollowing && pullsUnderWay == 0 && fields["lastServerSeq"] is not null;

    private void GiveBack(string epoch, long above, int limit)
    {
        var held = epoch == Memory.Epoch ? Memory.Canonical.Between(above, Memory.Cursor).ToList() : [];
        var cursor = epoch == Memory.Epoch ? Memory.Cursor : above;
        for (var first = 0; ; first += limit)
        {
            var page = held.Skip(first).Take(limit).Select(item => (JsonNode)item.Write()).ToArray();
            var done = first + limit >= held.Count;
            Say("StateRecoveryResponse", new()
            {
                ["sessionToken"] = Memory.Token, ["epoch"] = epoch, ["lastServerSeq"] = cursor, ["updates"] = new JsonArray(page), ["done"] = done,
            }, mayDouble: false);
            if (done)
                return;
        }
    }

    private void Rejected(JsonObject rejection)
    {
        var (request, code) = ((string)rejection["request"]!, (string)rejection["code"]!);
        if (request == "ClientPull")
            pullsUnderWay--;
        if (request == "CreateMeet")
        {
            (IsEntering, Rejection) = (false, code);
            return;
        }

        if ((int?)rejection["retryAfterMs"] is not { } wait)
        {
            Memory.Complaints.Add($"{request} was refused for good: {code}");
            return;
        }

        // Nothing newer may overtake what has to be said again.
        (mayUpdate, IsFollowing) = (false, false);
        if (retries)
            return;
        retries = true;
        desk.Later(wait, this, () =>
        {
            retries = false;
            if (!mayUpdate && pullsUnderWay == 0)
                Pull();
        });
    }

    private void NotLetIn(string code, int? wait)
    {
        if (wait is { } milliseconds)
            desk.Later(milliseconds, this, () => Join(Memory.MeetId, password));
        else
            (IsEntering, Rejection) = (false, code);
    }

    private void SayUpdates(IReadOnlyList<DeskEdit> batch) =>
        SayAs("UpdateInit", new() { ["epoch"] = batch[0].Epoch, ["updates"] = new JsonArray([.. batch.Select(edit => (JsonNode)edit.Write())]) });

    private bool SayAs(string name, JsonObject fields)
    {
        fields["sessionToken"] = Memory.Token;
        return Say(name, fields, mayDouble: true);
    }

    /// <summary>True if it was said twice.</summary>
    private bool Say(string name, JsonObject fields, bool mayDouble)
    {
        if (weather.Strikes(weather.CutWhileSaying))
        {
            isDeaf = true;
            line.Cut();
            return false;
        }

        var text = Envelope.Write(name, fields, desk.Wording);
        line.Say(text);
        if (!mayDouble || !weather.Strikes(weather.SaidTwice))
            return false;
        line.Say(text);
        return true;
    }

    private JsonArray Watch() => new([.. desk.Watch.Select(one => (JsonNode)one!)]);
}
