using Hourglass.Persistence;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// Weight-free description of a way to draw latent vectors for a trained model, other than its prior: a value that goes to JSON and back.
/// <see cref="Autoencoder.Fit"/> makes a <see cref="FittedSampler"/> of it.
/// </summary>
public abstract record Sampler
{
    /// <summary>The stable name on the command line and in files.</summary>
    public string Name => PartTypes.Name(GetType());

    /// <summary>Lists what does not fit: one sentence a violation, none when latent vectors of such a model can be drawn.</summary>
    public abstract IEnumerable<string> Violations(Blueprint blueprint);

    /// <summary>Whether it is fitted to training examples, and not to the model alone.</summary>
    public abstract bool NeedsExamples(Blueprint blueprint);

    /// <summary>Builds what is fitted, not yet fitted.</summary>
    internal abstract SamplerModule Build(Blueprint blueprint, Generator random);
}
