namespace Hourglass.Engines.Fused.Terms;

/// <summary>An operation that computes a term of the objective.</summary>
internal interface ITermOperation
{
    /// <summary>The factor of the term's gradient in the step at hand.</summary>
    double Weight { get; set; }

    /// <summary>The unweighted term of the step done last, in nats per example.</summary>
    double Figure { get; }
}
