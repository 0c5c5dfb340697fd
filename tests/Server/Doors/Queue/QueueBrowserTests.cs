using Rollcall.Tests.Support.Queue;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Queue;

/// <summary>Pages of the three earlier generations in a real browser: by polling, by event stream, by WebSocket (queue specification 11, P16).</summary>
public class QueueBrowserTests
{
    private const string Begin = """
        <!DOCTYPE html><meta charset="utf-8"><script>
        const base = "BASE", generation = "GENERATION", steps = [];
        const report = extra => fetch("/report", {method: "POST", body: JSON.stringify({steps, ...extra})});
        const authorization = "Basic " + btoa("anna:PASSWORD");
        const call = async (method, path, body, auth = authorization) => {
          const headers = {};
          if (auth) headers["Authorization"] = auth;
          if (body) headers["Content-Type"] = "application/json";
          const answer = await fetch(base + path, {method, headers, body: body && JSON.stringify(body)});
          return [answer.status, await answer.json(), answer];
        };
        """;

    private const string Client = Begin + """
        const expect = (name, is, wanted) => {
          if (JSON.stringify(is) !== JSON.stringify(wanted)) throw new Error(`${name}: ${JSON.stringify(is)} instead of ${JSON.stringify(wanted)}`);
          steps.push(name);
        };
        const heard = [];
        const until = async test => {
          for (let i = 0; i < 500 && !test(); i++) {
            if (generation === "polling") heard.push({event: "current_qso", data: (await call("GET", "/api/queue/current", null, null))[1]});
            await new Promise(go => setTimeout(go, 20));
          }
          if (!test()) throw new Error("nothing was heard: " + JSON.stringify(heard));
        };
        let socket, answers = {}, last = 0;
        const ask = (operation, data) => new Promise(done => { const id = "m" + ++last; answers[id] = done; socket.send(JSON.stringify({type: "request", id, operation, data})); });
        const listen = () => new Promise((ready, failed) => {
          if (generation === "polling") ready();
          if (generation === "stream") {
            const source = new EventSource(base + "/api/events/stream");
            source.addEventListener("connected", ready);
            for (const name of ["current_qso", "queue_update", "system_status", "frequency_update", "split_update", "worked_callers_update"])
              source.addEventListener(name, event => heard.push({event: name, data: JSON.parse(event.data).data}));
            source.onerror = () => failed(new Error("the stream broke"));
          }
          if (generation === "socket") {
            socket = new WebSocket(base.replace("http", "ws") + "/ws/connect");
            socket.onerror = () => failed(new Error("the socket broke"));
            socket.onmessage = message => {
              const frame = JSON.parse(message.data);
              if (frame.type === "event" && frame.event === "connected") ready();
              else if (frame.type === "event") heard.push(frame);
              else if (answers[frame.id]) answers[frame.id](frame);
            };
          }
        });
        const firstLoad = () => Promise.all(["/api/public/status", "/api/queue/list", "/api/queue/current", "/api/public/frequency", "/api/public/split", "/api/public/worked-callers", "/api/public/previous-qsos?limit=10"]
          .map(async path => (await call("GET", path, null, null))[1]));
        const path = async () => {
          if (sessionStorage.getItem("again")) {
            const [status, list, current, frequency, split, worked, previous] = await firstLoad();
            expect("reload", [status.active, list.total, current, frequency.frequency, split.split, worked.total, previous.previous_qsos.length], [true, 1, null, "14.205", "up 5", 2, 2]);
            expect("deactivate", (await call("POST", "/api/admin/status", {active: false}))[1].message, "System deactivated successfully.. Queue cleared (1 entries removed)");
            expect("inactive", (await firstLoad()).map(one => one && one.active)[0], false);
            return true;
          }
          const wrong = await call("GET", "/api/admin/queue", null, "Basic " + btoa("anna:wrong"));
          expect("wrong password", wrong.slice(0, 2), [401, {detail: "Invalid admin credentials", code: "invalid_credentials"}]);
          if (base === location.origin) expect("no window", wrong[2].headers.get("www-authenticate"), 'xBasic realm="queue"');
          expect("log-in", (await call("GET", "/api/admin/queue"))[1], {queue: [], total: 0, admin: true});
          await listen();
          if (generation === "socket") {
            socket.send(JSON.stringify({type: "auth", id: "a", data: {username: "anna", password: "PASSWORD"}}));
            expect("auth", (await new Promise(done => answers["a"] = done)).success, true);
          }
          expect("first load", (await firstLoad())[2], null);
          expect("activate", (await call("POST", "/api/admin/status", {active: true}))[1].message, "System activated successfully.. Queue cleared (0 entries removed)");
          for (const [i, callsign] of ["W1AW", "K1ABC", "G3XYZ"].entries())
            expect("register " + callsign, generation === "socket" ? (await ask("queue.register", {callsign})).data.entry.position : (await call("POST", "/api/queue/register", {callsign}, null))[1].entry.position, i + 1);
          expect("duplicate", (await call("POST", "/api/queue/register", {callsign: "w1aw"}, null)).slice(0, 2), [400, {detail: "Callsign already in queue", code: "already_queued"}]);
          expect("next", generation === "socket" ? (await ask("admin.next_qso")).data.current_qso.callsign : (await call("POST", "/api/admin/queue/next"))[1].callsign, "W1AW");
          await until(() => heard.some(one => one.event === "current_qso" && one.data && one.data.callsign === "W1AW"));
          expect("frequency", (await call("POST", "/api/admin/frequency", {frequency: "14.205"}))[1].message, "Frequency set to 14.205");
          expect("split", (await call("POST", "/api/admin/split", {split: "up 5"}))[1].message, "Split set to up 5");
          expect("logger", (await call("POST", "/api/admin/logger-integration", {enabled: true}))[1].enabled, true);
          expect("complete", (await call("POST", "/api/admin/qso/complete"))[1].cleared_qso.callsign, "W1AW");
          expect("logging_direct", (await call("POST", "/api/admin/qso/logging-direct", {type: "qso_start", data: {callsign: "K1ABC", frequency_mhz: 14.205, mode: "SSB"}}))[1].qso_started.was_in_queue, true);
          await until(() => heard.some(one => one.event === "current_qso" && one.data && one.data.callsign === "K1ABC"));
          expect("complete", (await call("POST", "/api/admin/qso/complete"))[1].cleared_qso.callsign, "K1ABC");
          sessionStorage.setItem("again", JSON.stringify(steps));
          return false;
        };
        path().then(over => over ? report({before: JSON.parse(sessionStorage.getItem("again"))}) : location.reload(), error => report({error: String(error)}));
        </script>
        """;

    // queue P16
    [Theory]
    [InlineData("polling", true)]
    [InlineData("polling", false)]
    [InlineData("stream", true)]
    [InlineData("stream", false)]
    [InlineData("socket", true)]
    [InlineData("socket", false)]
    public async Task A_page_of_an_earlier_generation_runs_its_whole_path(string generation, bool sameOrigin)
    {
        if (!Browser.IsHere) Assert.Skip("there is no Chromium");
        await using var server = await QueueServer.StartAsync();
        using var site = sameOrigin ? Site("location.origin", server.Address) : Site($"\"{server.Address.GetLeftPart(UriPartial.Authority)}\"", null);
        using var browser = Browser.Open(site.Page);
        var report = await site.ReportAsync();
        Assert.Null((string?)report["error"]);
        Assert.Equal(["reload", "deactivate", "inactive"], report["steps"]!.AsArray().Select(one => (string)one!));
        Assert.Equal(15 + (sameOrigin ? 1 : 0) + (generation == "socket" ? 1 : 0), report["before"]!.AsArray().Count);
        Assert.Equal(2, (int)(await server.AsAnnaAsync("GET", "/api/admin/log")).Json["total"]!);

        PageSite Site(string origin, Uri? behind) => new(Page(Client, origin, generation), behind);
    }

    private static string Page(string page, string origin, string generation) =>
        page.Replace("\"BASE\"", origin, StringComparison.Ordinal).Replace("GENERATION", generation, StringComparison.Ordinal).Replace("PASSWORD", QueueServer.Password, StringComparison.Ordinal);
}
