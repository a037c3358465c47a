namespace Hourglass.Cli.Commands;

/// <summary>How long a row is trained.</summary>
internal enum ReproduceBudget
{
    /// <summary>Minutes to an hour: where it is heading.</summary>
    Quick,

    /// <summary>As long as the published figure took.</summary>
    Paper,
}
