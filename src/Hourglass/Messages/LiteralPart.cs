namespace Hourglass.Messages;

/// <summary>Plain text.</summary>
internal sealed record LiteralPart(string Value) : MessagePart
{
    public override string Text(IVocabulary vocabulary) => Value;
}
