namespace Hourglass;

/// <summary>
/// A failure that the user can act on. The message is one sentence (or two short ones) that names the problem,
/// the value found, what is allowed and the next step; the command line prints it unchanged and exits with status 1.
/// </summary>
public sealed class HourglassException : Exception
{
    /// <summary>Creates the failure with its message.</summary>
    public HourglassException(string message) : base(message)
    {
    }

    /// <summary>Creates the failure with its message and the exception that caused it (shown by <c>--verbose</c>).</summary>
    public HourglassException(string message, Exception inner) : base(message, inner)
    {
    }
}
