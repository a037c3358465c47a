namespace Hourglass;

/// <summary>
/// An error that the user can act on: <see cref="HourglassException"/> or <see cref="UsageException"/>. The message is one sentence (or two short ones) in
/// the words of the library: it names the problem, the value found, what is allowed and the next step. The same facts are given as fields.
/// </summary>
public abstract class MessageException : Exception
{
    private protected MessageException(MessageText text, Exception? inner) : base(text.ToString(), inner)
    {
        Text = text;
        Violations = [text];
    }

    private protected MessageException(IReadOnlyList<MessageText> violations) : base(MessageText.Join(" ", violations).ToString())
    {
        if (violations.Count == 0) throw new ArgumentException("There are no violations; give at least one.", nameof(violations));
        Text = MessageText.Join(" ", violations);
        Violations = violations;
    }

    /// <summary>The message, which a program can show in its own words by <see cref="MessageText.ToString(IVocabulary)"/>.</summary>
    public MessageText Text { get; }

    /// <summary>The thing that the error is about, such as an option or a file; null if there is none.</summary>
    public string? What => Text.What;

    /// <summary>The value that was found; null if there is none.</summary>
    public string? Got => Text.Got;

    /// <summary>What is allowed instead; null if there is no such statement.</summary>
    public string? Allowed => Text.Allowed;

    /// <summary>All errors that were found at once, each with its own fields; the message alone if there is only one.</summary>
    public IReadOnlyList<MessageText> Violations { get; }
}
