namespace Hourglass.Messages;

/// <summary>The words of a user of the library: options are named as in a dictionary of settings, <c>clip=5</c>.</summary>
internal sealed class LibraryVocabulary : IVocabulary
{
    public static LibraryVocabulary Instance { get; } = new();

    public string Setting(string name, string? value) => value is null ? name : $"{name}={value}";
}
