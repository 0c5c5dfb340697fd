using System.CommandLine;
using System.CommandLine.Invocation;

namespace Rollcall.Server.CommandLine;

/// <summary>Help without a row about additional arguments: those are the settings, <c>--section.key value</c>, which every verb takes and the root's text explains.</summary>
internal sealed class PlainHelp(SynchronousCommandLineAction usual) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        // Everything has been parsed by now; help alone looks at this again.
        parseResult.CommandResult.Command.TreatUnmatchedTokensAsErrors = true;
        return usual.Invoke(parseResult);
    }
}
