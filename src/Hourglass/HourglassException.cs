namespace Hourglass;

/// <summary>A failure that the user can act on, such as a damaged file or data that do not fit. The command line exits with status 1.</summary>
public sealed class HourglassException : MessageException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="text">The message; an interpolated string can contain the terms of <see cref="MessageTerms"/>.</param>
    /// <param name="inner">The exception that caused it; null for none.</param>
    public HourglassException(MessageText text, Exception? inner = null) : base(text, inner)
    {
    }
}
