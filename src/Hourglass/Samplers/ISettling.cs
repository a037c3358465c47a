namespace Hourglass.Samplers;

/// <summary>A sampler some of whose parameters follow from the examples, such as a number of components that the data choose.</summary>
internal interface ISettling
{
    /// <summary>The same sampler with the parameters that it will have.</summary>
    Sampler Settle(SamplerFit fit);
}
