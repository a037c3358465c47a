namespace Hourglass.Cli.Reproduction;

/// <summary>How long a row is trained.</summary>
internal enum ReproductionBudget
{
    /// <summary>Minutes to an hour: where it is heading.</summary>
    Quick,

    /// <summary>As long as the published figure took.</summary>
    Paper,
}
