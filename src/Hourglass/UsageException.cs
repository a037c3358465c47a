namespace Hourglass;

/// <summary>
/// A request that names something that does not exist or is out of range: an unknown model, option or value.
/// The command line exits with status 2 before anything is written.
/// </summary>
public sealed class UsageException : Exception
{
    /// <summary>Creates the failure with its message.</summary>
    public UsageException(string message) : base(message)
    {
    }
}
