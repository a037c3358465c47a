namespace Hourglass.Engines.Fused.Inference;

/// <summary>What a plan without gradients computes.</summary>
internal enum InferencePath
{
    /// <summary>From examples to the points that stand for them.</summary>
    Encode,

    /// <summary>From points to the means of p(x|z).</summary>
    Decode,

    /// <summary>From points to the outputs of the decoder.</summary>
    Outputs,

    /// <summary>From examples through their points to the means of p(x|z).</summary>
    Reconstruct,
}
