namespace Hourglass.Messages;

/// <summary>A piece that is a field of the message.</summary>
internal sealed record FieldPart(MessageField Field, MessageText Inner) : MessagePart
{
    public override string Text(IVocabulary vocabulary) => Inner.ToString(vocabulary);
}
