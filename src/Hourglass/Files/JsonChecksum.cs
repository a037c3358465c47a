using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hourglass.Files;

/// <summary>
/// The checksum that a document carries of itself: SHA-256 over its tokens, without the checksum's own member and without the space between tokens,
/// so that a file that is formatted anew is still good and one with a changed number is not.
/// </summary>
internal static class JsonChecksum
{
    /// <summary>The last member of a document. Files of before there was one are read without it.</summary>
    public const string Member = "sha256";

    /// <summary>Adds the checksum to a document.</summary>
    public static void Add(JsonObject document) => document[Member] = Of(JsonSerializer.SerializeToUtf8Bytes(document, Json.Line));

    /// <summary>Takes the checksum out of a document, where it has one.</summary>
    /// <param name="document">As parsed from <paramref name="text"/>.</param>
    /// <param name="text">The whole file.</param>
    /// <exception cref="JsonException">The text is not that of the checksum.</exception>
    public static void Take(JsonObject document, ReadOnlySpan<byte> text)
    {
        if (!document.Remove(Member, out var stored)) return;
        if (stored is not JsonValue value || !value.TryGetValue<string>(out var sum) || sum != Of(text))
            throw new JsonException($"its checksum does not match; if it was changed on purpose, remove the member '{Member}'");
    }

    private static string Of(ReadOnlySpan<byte> text)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var reader = new Utf8JsonReader(text);
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals(Member))
            {
                reader.Skip();
                continue;
            }

            hash.AppendData([(byte)reader.TokenType]);
            hash.AppendData(reader.ValueSpan);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
