using System.Text.Json;
using Rollcall.Apps.Meets.Opl;

namespace Rollcall.Apps.Meets.Files;

/// <summary>A file that is brought into a meet.</summary>
public abstract record ImportedFile
{
    private ImportedFile() { }

    /// <summary>A <c>.openlifter</c> file: everything OpenLifter keeps of a meet.</summary>
    public sealed record OpenLifter(JsonElement Json) : ImportedFile;

    /// <summary>An OPL results file: what of a meet is in the record book.</summary>
    public sealed record Results(OplFile File) : ImportedFile;

    /// <summary>Plans the import; null where the file cannot be taken in.</summary>
    public ImportPlan? Plan(Content content, bool replace, EntryIds block, int maxKeyLength) => this switch
    {
        OpenLifter file => OpenLifterImport.Plan(content, file.Json, replace, block, maxKeyLength),
        Results file => OpenLifterImport.Plan(content, ResultsImport.AsOpenLifter(file.File, content, block), replace, block, maxKeyLength),
        _ => throw new InvalidOperationException($"No plan is known for {GetType().Name}"),
    };
}
