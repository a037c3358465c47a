using Hourglass.Companions;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>Draws from the model's own prior; nothing is fitted.</summary>
internal sealed class PriorDraws() : SamplerModule(nameof(PriorDraws))
{
    public override void Fit(CompanionFit fit)
    {
        // The prior was learnt or fitted with the model.
    }

    public override Tensor Draw(int count, Generator random, Autoencoder model, WorkControl control) => model.Modules.Prior.Sample(count, random, model);
}
