using System.Globalization;
using System.Text;
using Rollcall.Apps.Queue;
using Rollcall.Tests.Support.Queue;
using Xunit;
using static Rollcall.Tests.Support.Queue.QueueScene;

namespace Rollcall.Tests.Apps.Queue;

public class AdifTests
{
    private static readonly AdifHead Head = new("1.4.0", new(2026, 3, 9, 20, 0, 0, TimeSpan.Zero), "EI0ABC", name => name == "anna" ? "EI1AN" : null);

    // queue P26
    [Fact]
    public void What_is_exported_reads_back_as_the_log()
    {
        var scene = new QueueScene(maxSize: 9);
        scene.Do(new QueueCommand.SetLogger(Anna, true));
        scene.Do(new QueueCommand.SetFrequency(Anna, "14205.5", null, "USB"));
        scene.Do(new QueueCommand.SetSplit(Anna, "+5"));
        scene.Register("F/G3ABC/P");
        scene.Do(new QueueCommand.TakeLookUp(new("G3ABC", "Zoë Müller-Østby", "Málaga, Spain", "Málaga <QTH:3>", "Spain", null, null, null, null, "IM76")));
        scene.Register("W1AW");
        scene.Later(TimeSpan.FromSeconds(125));
        scene.Do(new QueueCommand.Next(Anna, null));
        scene.Later(TimeSpan.FromHours(6));
        scene.Do(new QueueCommand.Complete(Anna, "59", "-07", "naïve <EOR> 日本", null));
        scene.Do(new QueueCommand.Next(Ben, null));
        scene.Do(new QueueCommand.LogDirect(Ben, "DL1ABC", new(7.0741m, "ft4", null, "WSJT-X"), true, null));
        scene.Do(new QueueCommand.Complete(Ben, null, null, null, null));
        var file = Adif.Write(scene.State.Contacts.All.Values, Head);

        var (head, records) = AdifReader.Read(file);

        Assert.Equal(("3.1.4", "Rollcall", "1.4.0", "20260309 200000"), (head["ADIF_VER"], head["PROGRAMID"], head["PROGRAMVERSION"], head["CREATED_TIMESTAMP"]));
        Assert.All(file, one => Assert.InRange(one, (byte)10, (byte)126));
        var contacts = scene.State.Contacts.All.Values.ToList();
        Assert.Equal(3, contacts.Count);
        Assert.Equal(contacts.Select(one => (one.Callsign.Text, Whole(one.TimeOn), Whole(one.TimeOff), one.FrequencyMhz, one.Band, one.RstSent)),
            records.Select(one => (one["CALL"], AdifReader.Time(one, "QSO_DATE", "TIME_ON"), AdifReader.Time(one, "QSO_DATE_OFF", "TIME_OFF"),
                (decimal?)decimal.Parse(one["FREQ"], CultureInfo.InvariantCulture), one.GetValueOrDefault("BAND"), one.GetValueOrDefault("RST_SENT"))));
        Assert.Equal(
            "CALL=F/G3ABC/P QSO_DATE=20260309 TIME_ON=180205 QSO_DATE_OFF=20260310 TIME_OFF=000205 BAND=20m FREQ=14.2055 FREQ_RX=14.2105 BAND_RX=20m MODE=SSB SUBMODE=USB RST_SENT=59 RST_RCVD=-07 "
            + "STATION_CALLSIGN=EI0ABC OPERATOR=EI1AN NAME=Zoe Muller-?stby QTH=Malaga <QTH:3> GRIDSQUARE=IM76 COUNTRY=Spain COMMENT=naive <EOR> ?? APP_ROLLCALL_WAIT=125",
            string.Join(' ', records[0].Select(one => $"{one.Key}={one.Value}")));
        Assert.Equal(("MFSK", "FT4", "40m", "7.0741"), (records[2]["MODE"], records[2]["SUBMODE"], records[2]["BAND"], records[2]["FREQ"]));
        Assert.False(records[2].ContainsKey("OPERATOR"));
    }

    // queue P26
    [Fact]
    public void A_contact_that_was_undone_is_not_in_it_and_times_bound_it()
    {
        var scene = new QueueScene();
        foreach (var callsign in new[] { "W1AW", "K1ABC", "G3XYZ" })
            scene.Register(callsign);
        for (var i = 0; i < 4; i++)
        {
            scene.Do(new QueueCommand.Next(Anna, null));
            scene.Later(TimeSpan.FromMinutes(1));
        }

        scene.Do(new QueueCommand.Undo(Anna));
        var all = scene.State.Contacts.All.Values.ToList();
        Assert.Equal(["W1AW", "K1ABC"], AdifReader.Read(Adif.Write(all, Head)).Records.Select(one => one["CALL"]));
        Assert.Equal(["W1AW"], Adif.Between(scene.State.Contacts, null, all[1].TimeOff).Select(one => one.Callsign.Text));
        Assert.Equal(["K1ABC"], Adif.Between(scene.State.Contacts, all[1].TimeOff, null).Select(one => one.Callsign.Text));
    }

    private static DateTimeOffset Whole(DateTimeOffset time) => new(time.Year, time.Month, time.Day, time.Hour, time.Minute, time.Second, TimeSpan.Zero);

    /// <summary>Reads ADIF as the standard says: a field's length decides where it ends, whatever stands in it.</summary>
    private static class AdifReader
    {
        public static (Dictionary<string, string> Head, List<Dictionary<string, string>> Records) Read(byte[] file)
        {
            var (head, record, records) = ((Dictionary<string, string>?)null, new Dictionary<string, string>(), new List<Dictionary<string, string>>());
            for (var at = Array.IndexOf(file, (byte)'<'); at >= 0; at = Array.IndexOf(file, (byte)'<', at))
            {
                var end = Array.IndexOf(file, (byte)'>', at);
                var parts = Encoding.ASCII.GetString(file, at + 1, end - at - 1).Split(':');
                at = end + 1;
                if (parts is ["EOH"])
                    (head, record) = (record, []);
                else if (parts is ["EOR"])
                {
                    records.Add(record);
                    record = [];
                }
                else
                {
                    var length = int.Parse(parts[1], CultureInfo.InvariantCulture);
                    record.Add(parts[0], Encoding.ASCII.GetString(file, at, length));
                    at += length;
                    Assert.Contains((char)file[at], " <\n");
                }
            }

            Assert.Empty(record);
            return (head!, records);
        }

        public static DateTimeOffset Time(Dictionary<string, string> record, string date, string time) =>
            DateTimeOffset.ParseExact(record[date] + record[time], "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
    }
}
