namespace Rollcall.Server.Hosting;

/// <summary>The folder of all that is kept, before anything opens it.</summary>
internal static class DataFolder
{
    /// <summary>Makes sure that it exists and can be written to; answers its full path. Throws <see cref="StartRefusedException"/> otherwise.</summary>
    public static string Prepare(string dataDir)
    {
        var path = Path.GetFullPath(dataDir);
        try
        {
            Directory.CreateDirectory(path);
            var probe = Path.Combine(path, $".probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"data_dir = \"{dataDir}\": the folder {path} cannot be written to ({e.Message.TrimEnd('.')}); make it writable for this user or set data_dir to another one");
        }
    }
}
