using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>The biases of a decoder whose weights are the encoder's, transposed.</summary>
internal sealed class TiedDecoder : nn.Module<Tensor, Tensor>, IBorrowsEncoder
{
    private readonly Parameter[] biases;
    private readonly Activation activation;

    /// <param name="widths">Numbers that each layer gives, from the code towards the example.</param>
    /// <param name="activation">Non-linearity after each layer but the last.</param>
    public TiedDecoder(IReadOnlyList<int> widths, Activation activation)
        : base(nameof(TiedDecoder))
    {
        this.activation = activation;
        biases = [.. widths.Select(width => nn.Parameter(zeros(width)))];
        for (var i = 0; i < biases.Length; i++) register_parameter($"bias{i + 1}", biases[i]);
    }

    public Tensor Call(Tensor latent, nn.Module encoder)
    {
        var layers = encoder.children().OfType<Linear>().ToArray();
        var rows = latent;
        for (var i = 0; i < biases.Length; i++)
        {
            rows = nn.functional.linear(rows, layers[^(i + 1)].weight!.t(), biases[i]);
            if (i < biases.Length - 1) rows = activation.Apply(rows);
        }

        return rows;
    }

    public override Tensor forward(Tensor input) => throw new InvalidOperationException("A decoder with tied weights needs its encoder's; use Call.");
}
