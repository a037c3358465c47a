namespace Hourglass;

/// <summary>
/// A request that names something that does not exist or is out of range: an unknown model, option or value.
/// The command line exits with status 2 before anything is written.
/// </summary>
public sealed class UsageException : MessageException
{
    /// <summary>Creates the error.</summary>
    /// <param name="text">The message; an interpolated string can contain the terms of <see cref="MessageTerms"/>.</param>
    /// <param name="inner">The exception that caused it; null for none.</param>
    public UsageException(MessageText text, Exception? inner = null) : base(text, inner)
    {
    }

    /// <summary>Creates the error for several violations at once.</summary>
    /// <param name="violations">One sentence each, at least one.</param>
    public UsageException(IEnumerable<MessageText> violations) : base([.. violations])
    {
    }

    /// <summary>Creates the error for several violations at once, without fields.</summary>
    /// <param name="violations">One sentence each, at least one.</param>
    public UsageException(IEnumerable<string> violations) : base([.. violations.Select(violation => (MessageText)violation)])
    {
    }
}
