namespace Hourglass.Engines.Fused.Terms;

/// <summary>An operation that computes a term of the objective.</summary>
internal interface ITermOperation
{
    /// <summary>The factor of the term's gradient in the current step.</summary>
    double Weight { get; set; }

    /// <summary>The unweighted term of the last step, in nats per example.</summary>
    double Figure { get; }
}
