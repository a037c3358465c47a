using Hourglass.Data;
using Hourglass.Layers;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>
/// Writes a series: the latent vector gives the initial state of each layer and is the input of the lowest one at every step; a dense
/// layer computes a step's features from the top layer's output (Cho et al. 2014; Srivastava et al. 2015, the unconditioned decoder).
/// </summary>
internal sealed class RecurrentDecoder : nn.Module<Tensor, Tensor>
{
    private readonly SeriesShape series;
    private readonly RecurrentLayer[] layers;
    private readonly nn.Module<Tensor, Tensor> state;
    private readonly nn.Module<Tensor, Tensor> features;

    public RecurrentDecoder(RecurrentSpec spec, int inputs, SeriesShape series, Generator random)
        : base(nameof(RecurrentDecoder))
    {
        this.series = series;
        layers = [.. Enumerable.Range(0,
            spec.Layers).Select(i => RecurrentLayer.Of(spec.Cell, i == 0 ? inputs : spec.Units, spec.Units, spec.Initialization, random))];
        state = new LayerStack(DataShape.Row(inputs)).Dense(layers.Sum(layer => layer.StateSize)).Layers.Build(spec.Initialization, random);
        features = new LayerStack(DataShape.Row(spec.Units)).Dense(series.Features).Layers.Build(spec.Initialization, random);
        for (var i = 0; i < layers.Length; i++) register_module($"recurrent{i + 1}", layers[i]);
        register_module("state", state);
        register_module("features", features);
    }

    public override Tensor forward(Tensor input)
    {
        var numbers = state.call(input);
        var repeated = layers[0].Project(input);
        Tensor? steps = null;
        var start = 0;
        foreach (var layer in layers)
        {
            var initial = layer.StateOf(numbers.narrow(1, start, layer.StateSize));
            steps = steps is null ? layer.Run(_ => repeated, series.Steps, initial) : layer.Run(steps, initial);
            start += layer.StateSize;
        }

        return series.ToRows(features.call(steps!));
    }
}
