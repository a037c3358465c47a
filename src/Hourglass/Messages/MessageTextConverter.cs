using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hourglass.Messages;

/// <summary>Saves messages as strings, in the form of <see cref="MessageText.ToDocument"/>.</summary>
internal sealed class MessageTextConverter : JsonConverter<MessageText>
{
    public override MessageText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        MessageText.FromDocument(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("A message is a string."));

    public override void Write(Utf8JsonWriter writer, MessageText value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToDocument());
}
