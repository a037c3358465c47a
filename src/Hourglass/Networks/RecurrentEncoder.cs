using Hourglass.Layers;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>Reads a series; a dense layer maps the top layer's output at the last real step to the result.</summary>
internal sealed class RecurrentEncoder : nn.Module<Tensor, Tensor>, ISequenceEncoder
{
    private readonly nn.Module<Tensor, Tensor> steps;
    private readonly nn.Module<Tensor, Tensor>[] recurrent;
    private readonly nn.Module<Tensor, Tensor> last;
    private readonly nn.Module<Tensor, Tensor> code;

    /// <param name="layers">As listed by <see cref="RecurrentSpec"/>: to steps, recurrent layers, the last step, a dense layer.</param>
    /// <param name="draw">Draws their weights.</param>
    public RecurrentEncoder(ValueList<Layer> layers, WeightDraw draw)
        : base(nameof(RecurrentEncoder))
    {
        steps = this.Register(layers[0], draw);
        recurrent = [.. layers.OfType<RecurrentLayer>().Select(layer => this.Register(layer, draw))];
        last = this.Register(layers[^2], draw);
        code = this.Register(layers[^1], draw);
    }

    public override Tensor forward(Tensor input) => code.call(last.call(Outputs(input)));

    public Tensor Call(Tensor rows, Tensor lengths)
    {
        var outputs = Outputs(rows);
        var index = (lengths - 1).reshape(-1, 1, 1).expand(-1, 1, outputs.shape[2]);
        return code.call(outputs.gather(1, index).squeeze(1));
    }

    /// <summary>The top layer's output at each step: [batch, steps, units].</summary>
    private Tensor Outputs(Tensor rows) => recurrent.Aggregate(steps.call(rows), (outputs, layer) => layer.call(outputs));
}
