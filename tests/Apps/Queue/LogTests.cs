using System.Buffers;
using System.Text;
using Rollcall.Apps.Queue;
using Rollcall.Core.Store;
using Rollcall.Tests.Support.Queue;
using Xunit;
using static Rollcall.Tests.Support.Queue.QueueScene;

namespace Rollcall.Tests.Apps.Queue;

public class LogTests
{
    /// <summary>How a queue's events stand in its log, approved: logs are kept for ever.</summary>
    [Fact]
    public void Events_look_like_this_in_the_log()
    {
        var scene = new QueueScene();
        scene.Do(new QueueCommand.SetFrequency(Anna, "14205", null, "SSB"));
        scene.Do(new QueueCommand.Register(Public, "w1aw", new("W1AW", "Hiram", Lat: 41.7m)) { IdempotencyKey = "0123456789abcdef" });
        scene.Do(new QueueCommand.Next(Anna, null));
        scene.Do(new QueueCommand.Complete(Ben, "59", null, null, null));

        Assert.Equal(
            """
            configured {"by":{"door":"server"},"deed":{"action":"configure"},"change":{"terms":{"title":"20 m SSB","max_size":4,"station_callsign":"EI0ABC"},"epoch":"k3v9","worked_ttl_hours":72}}
            activated {"by":{"operator":"anna","door":"ws","origin":"shack-pc"},"deed":{"action":"set_active","detail":"on"},"change":{}}
            queue_cleared {"by":{"operator":"anna","door":"ws","origin":"shack-pc"},"change":{"reason":"activated"}}
            frequency_set {"by":{"operator":"anna","door":"ws","origin":"shack-pc"},"deed":{"action":"set_frequency","detail":"14205"},"change":{"text":"14205","mode":"SSB"}}
            entry_added {"by":{"door":"http"},"deed":{"action":"register","callsign":"W1AW"},"change":{"callsign":"W1AW","qrz":{"callsign":"W1AW","name":"Hiram","lat":41.7}},"receipt":{"key":"0123456789abcdef","fingerprint":"*","answer":{"$type":"registered","entry":{"entry_id":5,"callsign":"W1AW","registered_at":"2026-03-09T18:00:00.000Z","order":5,"qrz":{"callsign":"W1AW","name":"Hiram","lat":41.7},"skips":0},"position":1,"at":"2026-03-09T18:00:00.000Z"}}}
            qso_started {"by":{"operator":"anna","door":"ws","origin":"shack-pc"},"deed":{"action":"next","callsign":"W1AW"},"change":{"qso":{"callsign":"W1AW","started_at":"2026-03-09T18:00:00.000Z","qrz":{"callsign":"W1AW","name":"Hiram","lat":41.7},"metadata":{"source":"queue"},"entry":{"entry_id":5,"callsign":"W1AW","registered_at":"2026-03-09T18:00:00.000Z","order":5,"qrz":{"callsign":"W1AW","name":"Hiram","lat":41.7},"skips":0}},"former":false}}
            entry_removed {"by":{"operator":"anna","door":"ws","origin":"shack-pc"},"change":{"entry_id":5,"reason":"started"}}
            contact_logged {"by":{"operator":"ben","door":"http"},"deed":{"action":"complete","callsign":"W1AW"},"change":{"contact":{"contact_id":0,"callsign":"W1AW","time_on":"2026-03-09T18:00:00.000Z","time_off":"2026-03-09T18:00:00.000Z","frequency_mhz":14.205,"band":"20m","mode":"SSB","rst_sent":"59","qrz":{"callsign":"W1AW","name":"Hiram","lat":41.7},"operator":"ben","source":"queue","wait_seconds":0}}}
            qso_ended {"by":{"operator":"ben","door":"http"},"change":{"reason":"completed"}}
            """,
            string.Join('\n', scene.Log.Select(one => Line(one.Body))));
    }

    [Fact]
    public void The_names_of_events_are_those_of_the_specification()
    {
        var names = typeof(QueueChange).GetNestedTypes().Select(type => QueueEventJson.TypeOf(new(Anna, (QueueChange)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type))));
        Assert.Equal(
            "activated banned bans_cleared configured contact_logged contact_removed cooldown_set deactivated entry_added entry_moved entry_removed entry_restored entry_updated frequency_cleared frequency_set "
            + "logger_set paused qso_ended qso_started qso_updated queue_cleared resumed split_cleared split_set unbanned worked_cleared worked_ttl_set",
            string.Join(' ', names.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void An_event_that_is_not_known_or_not_whole_refuses_the_log()
    {
        Assert.Throws<LogDamagedException>(() => QueueEventJson.Read("entry_teleported", "{}"u8.ToArray()));
        Assert.Throws<LogDamagedException>(() => QueueEventJson.Read("entry_added", "{}"u8.ToArray()));
        Assert.Throws<LogDamagedException>(() => QueueEventJson.Read("entry_added", """{"by":{"door":"ws"},"change":{"callsign":"?"}}"""u8.ToArray()));
    }

    private static string Line(QueueEvent one)
    {
        var body = new ArrayBufferWriter<byte>();
        QueueEventJson.Write(one, body);
        var fingerprint = one.Receipt?.Fingerprint ?? "no";
        return QueueEventJson.TypeOf(one) + " " + Encoding.UTF8.GetString(body.WrittenSpan).Replace(fingerprint, "*", StringComparison.Ordinal);
    }
}
