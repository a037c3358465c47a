namespace Hourglass.Messages;

/// <summary>The words of the library with settings in backticks, so that they can be found again in a saved text.</summary>
internal sealed class DocumentVocabulary : IVocabulary
{
    public static DocumentVocabulary Instance { get; } = new();

    public string Setting(string name, string? value) => $"`{LibraryVocabulary.Instance.Setting(name, value)}`";
}
