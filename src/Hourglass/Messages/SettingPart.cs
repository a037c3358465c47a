namespace Hourglass.Messages;

/// <summary>An option, with or without a value.</summary>
internal sealed record SettingPart(string Name, string? Value) : MessagePart
{
    public override string Text(IVocabulary vocabulary) => vocabulary.Setting(Name, Value);
}
