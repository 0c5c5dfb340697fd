using Microsoft.Win32.SafeHandles;

namespace Rollcall.Core.Store.Files;

/// <summary>A line that is not as it should be.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="ExpectedSeq">The number it should have.</param>
/// <param name="Last">Whether nothing follows it.</param>
internal sealed record BadLine(long Line, LineFault Fault, long ExpectedSeq, bool Last)
{
    /// <summary>Whether a crash in the middle of a write explains it: the last line, and it or the events of its command not as they were written.</summary>
    public bool IsTorn => Last && Fault is (LineFault.Checksum or LineFault.Unit);

    /// <summary>In words, to go on after "line 7: ".</summary>
    public string What => Fault switch
    {
        LineFault.Checksum => "its checksum does not match its content",
        LineFault.Header => "its checksum holds, but it is no line of a log",
        LineFault.Order => $"event {ExpectedSeq} should stand here and does not",
        LineFault.Unit => "the events of one command are not all there",
        _ => throw new InvalidOperationException($"{Fault} is no fault"),
    };
}

/// <summary>Reads every line of a log file and checks checksum, fields and numbering.</summary>
internal static class SegmentScan
{
    // Enough to see what is going on; a file of zeros must not fill the memory with findings.
    private const int MostBadLines = 20;

    /// <summary>Notes the good lines of whole commands up to the first bad one in <paramref name="segment"/>; answers the bad lines, the first twenty at most.</summary>
    public static List<BadLine> Run(SafeFileHandle file, long length, Segment segment)
    {
        var bad = new List<BadLine>();
        using var reader = new LineReader(file, 0, length);
        var expected = segment.FirstSeq;
        var (unit, owed) = (new List<(long Seq, int Bytes)>(), 0);
        for (var number = 1L; bad.Count < MostBadLines; number++)
        {
            ReadOnlySpan<byte> line;
            bool whole;
            while (!(whole = reader.TryTake(out line)) && reader.Fill()) { }
            if (!whole)
            {
                if (!reader.Rest.IsEmpty) bad.Add(new BadLine(number, LineFault.Checksum, expected, Last: !LogLine.HoldsMoreThanOne(reader.Rest)));
                else if (owed > 0 && bad.Count == 0) bad.Add(new BadLine(number - unit.Count, LineFault.Unit, unit[0].Seq, Last: true));
                break;
            }
            var fault = LogLine.TryRead(line, out var read);
            if (fault == LineFault.None && read.Seq != expected) fault = LineFault.Order;
            if (fault == LineFault.None && owed > 0 && read.More != owed - 1) fault = LineFault.Unit;
            if (fault != LineFault.None) bad.Add(new BadLine(number, fault, expected, Last: reader.Offset == length && !LogLine.HoldsMoreThanOne(line)));
            else
            {
                unit.Add((read.Seq, line.Length + 1));
                if (read.More == 0)
                {
                    if (bad.Count == 0) unit.ForEach(one => segment.Add(one.Seq, one.Bytes));
                    unit.Clear();
                }
            }
            // A line that cannot be read is taken to have had the number, and the place in its command, that it should have had.
            var isRead = fault is LineFault.None or LineFault.Order or LineFault.Unit;
            expected = (isRead ? read.Seq : expected) + 1;
            owed = isRead ? read.More : Math.Max(0, owed - 1);
        }
        return bad;
    }

    /// <summary>The number of a file's first event; beyond all others where there is no good first line.</summary>
    public static long FirstSeq(SafeFileHandle file, long length)
    {
        using var reader = new LineReader(file, 0, length);
        ReadOnlySpan<byte> line;
        while (!reader.TryTake(out line))
        {
            if (!reader.Fill()) return long.MaxValue;
        }
        return LogLine.TryRead(line, out var read) == LineFault.None ? read.Seq : long.MaxValue;
    }
}
