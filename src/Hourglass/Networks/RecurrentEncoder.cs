using Hourglass.Data;
using Hourglass.Layers;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>Reads a series; a dense layer maps the top layer's output at the last real step to the result.</summary>
internal sealed class RecurrentEncoder : nn.Module<Tensor, Tensor>, ISequenceEncoder
{
    private readonly SeriesShape series;
    private readonly RecurrentLayer[] layers;
    private readonly nn.Module<Tensor, Tensor> code;

    public RecurrentEncoder(RecurrentSpec spec, SeriesShape series, int outputs, Generator random)
        : base(nameof(RecurrentEncoder))
    {
        this.series = series;
        layers = [.. Enumerable.Range(0,
            spec.Layers).Select(i => RecurrentLayer.Of(spec.Cell, i == 0 ? series.Features : spec.Units, spec.Units, spec.Initialization, random))];
        code = new LayerStack(DataShape.Row(spec.Units)).Dense(outputs).Layers.Build(spec.Initialization, random);
        for (var i = 0; i < layers.Length; i++) register_module($"recurrent{i + 1}", layers[i]);
        register_module("code", code);
    }

    public override Tensor forward(Tensor input) => code.call(Outputs(input).select(1, series.Steps - 1));

    public Tensor Call(Tensor rows, Tensor lengths)
    {
        var outputs = Outputs(rows);
        var last = (lengths - 1).reshape(-1, 1, 1).expand(-1, 1, outputs.shape[2]);
        return code.call(outputs.gather(1, last).squeeze(1));
    }

    /// <summary>The top layer's output at each step: [batch, steps, units].</summary>
    private Tensor Outputs(Tensor rows) => layers.Aggregate(
        series.ToSteps(rows),
        (steps, layer) => layer.Run(steps, layer.StateOf(zeros(steps.shape[0], layer.StateSize, steps.dtype))));
}
