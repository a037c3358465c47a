using Hourglass.Layers;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>
/// Writes a series: the latent vector gives the initial state of each layer and is the input of the lowest one at every step; a dense
/// layer computes a step's features from the top layer's output (Cho et al. 2014; Srivastava et al. 2015, the unconditioned decoder).
/// </summary>
internal sealed class RecurrentDecoder : nn.Module<Tensor, Tensor>
{
    private readonly int count;
    private readonly RecurrentModule[] recurrent;
    private readonly nn.Module<Tensor, Tensor> state;
    private readonly nn.Module<Tensor, Tensor> features;
    private readonly nn.Module<Tensor, Tensor> rows;

    /// <param name="layers">As listed by <see cref="RecurrentSpec"/>: the unrolled recurrent layers, a dense layer over each step, from steps.</param>
    /// <param name="draw">Draws their weights.</param>
    public RecurrentDecoder(ValueList<Layer> layers, WeightDraw draw)
        : base(nameof(RecurrentDecoder))
    {
        var unrolled = (Unrolled)layers[0];
        count = unrolled.To.Height;
        recurrent = [.. unrolled.Layers.Select(layer => (RecurrentModule)this.Register(layer, draw))];
        state = this.Register(unrolled.State, draw);
        features = this.Register(layers[1], draw);
        rows = this.Register(layers[2], draw);
    }

    public override Tensor forward(Tensor input)
    {
        var numbers = state.call(input);
        var repeated = recurrent[0].Project(input);
        Tensor? steps = null;
        var start = 0;
        foreach (var layer in recurrent)
        {
            var initial = layer.StateOf(numbers.narrow(1, start, layer.StateSize));
            steps = steps is null ? layer.Run(_ => repeated, count, initial) : layer.Run(steps, initial);
            start += layer.StateSize;
        }

        return rows.call(features.call(steps!));
    }
}
