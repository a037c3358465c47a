using System.Text.Json.Nodes;

namespace Hourglass.Tests.Persistence;

/// <summary>A saved document as a person changes it who knows what they do: without its checksum.</summary>
internal static class EditedDocument
{
    public static void Replace(string path, string before, string after)
    {
        Unseal(path);
        var text = File.ReadAllText(path);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(before, after, StringComparison.Ordinal));
    }

    public static JsonObject Unseal(string path)
    {
        var document = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        document.Remove("sha256");
        File.WriteAllText(path, document.ToJsonString(Hourglass.Files.Json.Options));
        return document;
    }
}
