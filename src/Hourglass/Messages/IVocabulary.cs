namespace Hourglass.Messages;

/// <summary>How an audience writes what the library and a program around it call differently.</summary>
public interface IVocabulary
{
    /// <summary>An option.</summary>
    /// <param name="name">Its name in the library, such as <c>clip</c>.</param>
    /// <param name="value">Its value; null if only the option is named.</param>
    string Setting(string name, string? value);
}
