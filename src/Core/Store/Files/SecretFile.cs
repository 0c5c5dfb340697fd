using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Rollcall.Core.Store.Files;

/// <summary>The file of what is kept beside a log and never in it: <c>{"version":3,"document":{...}}</c>, for this user's eyes only.</summary>
internal static class SecretFile
{
    /// <summary>Reads it; <see cref="Secret.None"/> where there is none. Throws <see cref="LogDamagedException"/> where it is not such a document.</summary>
    public static Secret Read(string path)
    {
        if (!File.Exists(path)) return Secret.None;
        try
        {
            using var file = JsonDocument.Parse(File.ReadAllBytes(path));
            var document = file.RootElement.GetProperty("document");
            if (document.ValueKind == JsonValueKind.Object)
                return new Secret(file.RootElement.GetProperty("version").GetInt64(), JsonMarshal.GetRawUtf8Value(document).ToArray());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw Damaged(path, e.Message);
        }
        throw Damaged(path, "its document is not a JSON object");
    }

    /// <summary>Throws <see cref="ArgumentException"/> for a document that could not be read again: the channel could never be opened any more.</summary>
    public static void Check(ReadOnlyMemory<byte> document)
    {
        var reader = new Utf8JsonReader(document.Span);
        try
        {
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                reader.Skip();
                if (!reader.Read()) return;
            }
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"the secret is not one JSON object: {e.Message}", nameof(document));
        }
        throw new ArgumentException("the secret is not one JSON object", nameof(document));
    }

    /// <summary>Replaces it as a whole.</summary>
    public static void Write(Disk disk, string path, Secret secret)
    {
        byte[] content = [.. Encoding.ASCII.GetBytes($"{{\"version\":{secret.Version},\"document\":"), .. secret.Document!.Value.Span, (byte)'}', (byte)'\n'];
        AtomicFile.Write(disk, path, content, secret: true);
    }

    /// <summary>Makes the file what it was before a write that did not count.</summary>
    public static void PutBack(Disk disk, string path, Secret before)
    {
        if (before.Version > 0)
        {
            Write(disk, path, before);
            return;
        }
        File.Delete(path);
        disk.FlushFolder(Path.GetDirectoryName(path)!);
    }

    private static LogDamagedException Damaged(string path, string why) =>
        new($"{path} is damaged ({why}): restore it from a backup, or move it out of the folder so that the channel goes on without it");
}
