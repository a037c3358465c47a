using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>The biases of a decoder whose weights are the encoder's, transposed.</summary>
internal sealed class TiedDecoder : nn.Module<Tensor, Tensor>, IBorrowsEncoder
{
    private readonly int layers;
    private readonly Activation activation;

    /// <param name="widths">Numbers that each layer gives, from the code towards the example.</param>
    /// <param name="activation">Non-linearity after each layer but the last.</param>
    public TiedDecoder(IReadOnlyList<int> widths, Activation activation)
        : base(nameof(TiedDecoder))
    {
        this.activation = activation;
        layers = widths.Count;
        for (var i = 0; i < layers; i++) register_parameter(Bias(i), nn.Parameter(zeros(widths[i])));
    }

    public Tensor Call(Tensor latent, nn.Module encoder)
    {
        // Asked for by name each time: a module moved to another type or device has new parameters.
        var weights = encoder.children().OfType<Linear>().Select(layer => layer.weight!).ToArray();
        var rows = latent;
        for (var i = 0; i < layers; i++)
        {
            rows = nn.functional.linear(rows, weights[^(i + 1)].t(), get_parameter(Bias(i))!);
            if (i < layers - 1) rows = activation.Apply(rows);
        }

        return rows;
    }

    public override Tensor forward(Tensor input) => throw new InvalidOperationException("A decoder with tied weights needs its encoder's; use Call.");

    private static string Bias(int layer) => $"bias{layer + 1}";
}
