using System.Text;
using Rollcall.Apps.Meets.Opl;
using Rollcall.Apps.Meets.Results;
using Rollcall.Apps.Meets.Views;

namespace Rollcall.Tests.Support.Scoring;

/// <summary>All that is computed of a meet, as text: results file, standings, every platform's view.</summary>
internal static class EverythingShown
{
    public static string Of(Scoreboard board)
    {
        var text = new StringBuilder(new OplCsv(board.Rules).Text(board)).Append(Encoding.UTF8.GetString(StandingsJson.Write(board, new()))).Append('\n');
        for (var platform = 1; platform <= 3; platform++)
            text.Append(View(board, platform)).Append('\n');
        return text.ToString();
    }

    public static string View(Scoreboard board, int platform) => Encoding.UTF8.GetString(PlatformViewJson.Write(PlatformView.Of(board, platform)));
}
