using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>
/// In training, sets each number to 0 with a probability p and divides the others by 1 - p, so that their expectation is unchanged (Srivastava
/// et al. 2014); else the identity. Its draws come from the generator of the pass, which <see cref="AutoencoderModules.Lend"/> provides.
/// </summary>
/// <param name="probability">p; 0 to below 1.</param>
[Cites("srivastava2014", "N. Srivastava and G. Hinton and A. Krizhevsky and I. Sutskever and R. Salakhutdinov",
    "Dropout: a simple way to prevent neural networks from overfitting", "Journal of Machine Learning Research 15", 2014)]
internal sealed class DropoutModule(double probability) : nn.Module<Tensor, Tensor>(nameof(Dropout)), IDrawsInTraining
{
    /// <summary>The probability of 0.</summary>
    public double Probability => probability;

    /// <summary>The generator of the current pass.</summary>
    public Generator? Random { get; set; }

    public override Tensor forward(Tensor input)
    {
        // A sequence disposes of a layer's input.
        if (!training) return input.alias();
        var random = Random ?? throw new InvalidOperationException("A pass through dropout in training needs the generator of the pass.");
        using var draws = rand(input.shape, dtype: input.dtype, device: input.device, generator: random);
        return input * draws.ge(probability).to_type(input.dtype).div_(1 - probability);
    }
}
