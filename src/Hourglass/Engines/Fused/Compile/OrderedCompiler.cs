using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Engines.Fused.Ordered;
using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;
using Hourglass.Objectives;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>Adds a decoder of columns in order, with the terms of its likelihood, to a plan.</summary>
internal sealed class OrderedCompiler(Blueprint blueprint, BodyCompiler bodies, StepKey key, RowWeights weights, int workers)
{
    private const string Dropout = "context_dropout";
    private readonly PlanParts parts = bodies.Parts;

    /// <summary>The cells that are hidden in the last step; null without <see cref="Objectives.Completion"/>.</summary>
    public HiddenCells? Hidden { get; private set; }

    /// <summary>The rows that are scored given their latent vectors.</summary>
    public ScoredRows? Scored { get; private set; }

    /// <summary>The rows with hidden cells; null without <see cref="Objectives.Completion"/>.</summary>
    public ColumnRows? Completed { get; private set; }

    /// <summary>Whether a model has such a decoder, and parts that it can be compiled with.</summary>
    public static bool Knows(Blueprint blueprint) => blueprint.Networks.Decoder is OrderedSpec && blueprint.Particles == 1 && blueprint.Others.Count == 0;

    /// <summary>Adds the decoder.</summary>
    /// <param name="latent">The latent vectors, with any condition.</param>
    /// <param name="target">The rows to score.</param>
    /// <param name="told">The condition of each; null for none.</param>
    public void Add(Signal latent, Signal target, Signal? told)
    {
        var spec = (OrderedSpec)blueprint.Networks.Decoder;
        var sizes = new OrderedSizes(spec, latent.Features);
        var cells = parts.Forward(new TableCells(target, sizes, bodies.Batch, workers));
        Scored = new ScoredRows(sizes, latent, target, weights, key);
        (ColumnRows, int)? completed = null;
        if (blueprint.Terms.OfType<Completion>().SingleOrDefault() is { } completion)
        {
            var rows = bodies.Batch.Repeated(Completion.Times, Completion.MostRows);
            Hidden = parts.Forward(new HiddenCells(cells, sizes, bodies.Batch, rows, completion.Most, key));
            var shown = new ShownCells(cells, Hidden, sizes, workers);
            Signal[] contexts = [.. Enumerable.Range(0, spec.ContextNetworks).Select(network => Context(sizes, shown, rows, network))];
            Completed = new CompletedRows(sizes, cells, Hidden, contexts, told);
            completed = (Completed, Panels.CountFor(rows.Most * spec.ContextNetworks));
        }

        var parameters = new OrderedParameters(Parameter("latent_weight"), Parameter("hidden_bias"), Parameter("vectors"), Parameter("levels_weight"),
            Parameter("levels_bias"));
        var likelihood = blueprint.Loss.Kernel(target.Features)!;
        var networks = parts.Forward(new ColumnNetworks(sizes, cells, likelihood, latent, Scored, completed, parameters, bodies.Batch, workers));
        if (latent.HasGradient) parts.Backward(new OrderedInputGradient(latent, networks, sizes.Columns));
    }

    /// <summary>Adds what a context network adds to the logits.</summary>
    private Signal Context(OrderedSizes sizes, ShownCells cells, BatchSize rows, int network)
    {
        var (relu, units) = (ActivationKernel.Of<Relu>(), sizes.Spec.ContextUnits);
        var first = Memory($"context {network} layer 1", units, rows);
        parts.Forward(new ContextReader(cells, first, Parameter("context1_weight"), Parameter("context1_bias"), network));
        parts.Backward(new ContextReaderGradient(cells, first, Parameter("context1_weight"), Parameter("context1_bias"), network));
        parts.Backward(new RowsOf(first, gradient: true));
        parts.Backward(new ActivationGradient(first, relu));
        var read = Dropped(first, rows);
        var second = Memory($"context {network} layer 2", units, rows);
        Layer(read, second, "context2", hasBias: true, network, relu);
        parts.Backward(new ActivationGradient(second, relu));
        var output = Memory($"context {network}", sizes.Outputs, rows);
        Layer(Dropped(second, rows), output, "context3", hasBias: false, network, null);
        return output;
    }

    private void Layer(Signal input, Signal output, string name, bool hasBias, int network, ActivationKernel? activation)
    {
        var (weight, bias) = (Parameter($"{name}_weight"), hasBias ? Parameter($"{name}_bias") : null);
        output.WantRows();
        parts.Forward(new ContextLayer(input, output, weight, bias, network, activation));
        parts.Backward(new ContextLayerGradient(input, output, weight, bias, network));
        parts.Backward(new RowsOf(output, gradient: true));
    }

    private Signal Dropped(Signal input, BatchSize rows)
    {
        if (((OrderedSpec)blueprint.Networks.Decoder).ContextDropout is not (> 0 and var probability)) return input;
        var output = Memory($"{input.Name} after dropout", input.Features, rows);
        var (before, after) = (new SignalOrMaps(input, null, rows), new SignalOrMaps(output, null, rows));
        parts.Backward(new DropoutGradient(bodies.Drop($"decoder.{Dropout}", before, after, probability), before, after));
        return output;
    }

    private static Signal Memory(string name, int features, BatchSize rows)
    {
        var signal = new Signal(name, features, rows);
        signal.WantGradient();
        return signal;
    }

    private ParameterMemory Parameter(string name) => bodies.Tensors[$"decoder.{name}"];
}
