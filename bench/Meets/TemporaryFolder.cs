namespace Rollcall.Bench.Meets;

/// <summary>A folder on the disk that temporary files lie on; gone when it is disposed of.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("rollcall-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
