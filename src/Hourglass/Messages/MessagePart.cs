namespace Hourglass.Messages;

/// <summary>A piece of a message.</summary>
internal abstract record MessagePart
{
    /// <summary>The piece in the words of an audience.</summary>
    public abstract string Text(IVocabulary vocabulary);
}
