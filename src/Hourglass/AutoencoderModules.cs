using Hourglass.Codes;
using Hourglass.Critics;
using Hourglass.Data;
using Hourglass.Flows;
using Hourglass.Layers;
using Hourglass.Losses;
using Hourglass.Preparation;
using Hourglass.Priors;
using Hourglass.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>
/// The weights of an autoencoder under their stable names (<c>encoder.*</c>, <c>decoder.*</c>, <c>prior.*</c>, <c>code.*</c>,
/// <c>flow0.*</c>, <c>critic.*</c>, <c>log_scale</c>, <c>classifier.*</c>) and how they are applied in sequence.
/// </summary>
internal sealed class AutoencoderModules : nn.Module
{
    private const string LogScaleName = "log_scale";
    private readonly Networks networks;
    private readonly IDrawsInTraining[] drawing;

    public AutoencoderModules(Blueprint blueprint, Func<Generator, CodeReader> buildReader, Generator random)
        : base("autoencoder")
    {
        networks = blueprint.Networks;
        Layers = AutoencoderLayers.Of(blueprint);
        Encoder = networks.Encoder.BuildEncoder(networks.Seen, blueprint.CodeKind.Outputs(networks.Latent), random);

        // It is drawn anyway, so that the weights drawn after it do not depend on whether it is idle.
        if (Layers.Encoder is [.., Dense { HasBias: false }]) ((Linear)Encoder.children().Last()).bias = null;
        Decoder = networks.Decoder.BuildDecoder(networks.DecoderInputs, AutoencoderLayers.Written(blueprint), random);
        Prior = blueprint.Prior.Build(networks, random);
        Reader = buildReader(random);
        Flows = [.. blueprint.Flows.Select(flow => flow.Build(networks, random))];
        Critic = blueprint.Critic?.Build(networks, random);
        register_module("encoder", Encoder);
        register_module("decoder", Decoder);
        register_module("prior", Prior);
        register_module("code", Reader);
        for (var i = 0; i < Flows.Count; i++) register_module($"flow{i}", Flows[i]);
        if (Critic is not null) register_module("critic", Critic);
        if (blueprint.Loss.LearnsScale) register_parameter(LogScaleName, nn.Parameter(zeros(1, dtype: ScalarType.Float32)));
        if (blueprint.Phases.OfType<SupervisedFineTuning>().FirstOrDefault() is { } supervised)
        {
            Classifier = new LayerStack(DataShape.Row(networks.Latent)).Dense(supervised.Classes).Layers.Build(Initialization.Glorot, random);
            register_module("classifier", Classifier);
        }

        drawing = [.. modules().OfType<IDrawsInTraining>()];
    }

    /// <summary>The layers of encoder and decoder as values.</summary>
    public AutoencoderLayers Layers { get; }

    public nn.Module<Tensor, Tensor> Encoder { get; }

    public nn.Module<Tensor, Tensor> Decoder { get; }

    /// <summary>The decoder if it gives columns in order, else null.</summary>
    public IOrderedDecoder? Ordered => Decoder as IOrderedDecoder;

    public PriorModule Prior { get; }

    public CodeReader Reader { get; }

    public IReadOnlyList<FlowModule> Flows { get; }

    public CriticModule? Critic { get; }

    /// <summary>The logarithm of the scale that all features share, if the loss learns it.</summary>
    public Parameter? LogScale => get_parameter(LogScaleName);

    /// <summary>Makes layers that draw random numbers in training use the generator of a pass, until the next pass.</summary>
    public void Lend(Generator random)
    {
        foreach (var layer in drawing) layer.Random = random;
    }

    /// <summary>Passes the training examples to every part that needs them before training starts.</summary>
    /// <param name="train">In the units of the model.</param>
    /// <param name="seed">Seed for parts that draw random numbers.</param>
    public void Prepare(Examples train, ulong seed)
    {
        if (LogScale is not null) StartScale(LogScale, train);
        foreach (var part in modules().OfType<IPrepared>()) part.Prepare(train, seed);
    }

    /// <summary>The softmax head on the code, [batch, latent] to logits [batch, classes], if a phase trains one.</summary>
    public nn.Module<Tensor, Tensor>? Classifier { get; }

    /// <summary>The encoder's output: [batch, outputs].</summary>
    public Tensor Encode(Batch batch)
    {
        var rows = ConditionOf(batch) is { } condition ? Joined(batch.Rows, condition) : batch.Rows;
        return Encoder is ISequenceEncoder sequences && batch.Lengths is { } lengths ? sequences.Call(rows, lengths) : Encoder.call(rows);
    }

    /// <summary>The decoder's output: [rows, size x outputs per feature (+ 1 for a learned scale)].</summary>
    /// <param name="latent">[rows, latent].</param>
    /// <param name="condition">The result of <see cref="ConditionOf"/>, or null.</param>
    /// <param name="target">Rows to be scored, [rows, size], whose columns a decoder of columns in order gives to those after them; null to let it give
    /// its own.</param>
    public Tensor Decode(Tensor latent, Tensor? condition, Tensor? target = null)
    {
        var flat = DecoderInput(latent, condition);
        if (target is not null && Ordered is { } ordered) return ordered.Score(flat, target);
        return WithScale(Decoder is IBorrowsEncoder borrower ? borrower.Call(flat, Encoder) : Decoder.call(flat));
    }

    /// <summary>A draw from p(x|z): [rows, size].</summary>
    /// <param name="latent">[rows, latent].</param>
    /// <param name="condition">The result of <see cref="ConditionOf"/>, or null.</param>
    /// <param name="loss">How the decoder's output is read.</param>
    /// <param name="random">Source of randomness.</param>
    public Tensor Sample(Tensor latent, Tensor? condition, Loss loss, Generator random) => Ordered is { } ordered
        ? ordered.Draw(DecoderInput(latent, condition), random).Rows
        : loss.Sample(Decode(latent, condition), random);

    /// <summary>What the decoder reads: [rows, numbers].</summary>
    /// <param name="latent">[rows, latent].</param>
    /// <param name="condition">The result of <see cref="ConditionOf"/>, or null.</param>
    public Tensor DecoderInput(Tensor latent, Tensor? condition)
    {
        var flat = Reader.ToDecoder(latent);
        return condition is null ? flat : cat([flat, condition], 1);
    }

    /// <summary>What the decoder reads at the origin of the latent space: [rows, numbers]; one row without a condition.</summary>
    /// <param name="condition">The result of <see cref="ConditionOf"/>, or null.</param>
    /// <param name="type">The type of numbers.</param>
    public Tensor OriginInput(Tensor? condition, ScalarType type) => DecoderInput(zeros([condition?.shape[0] ?? 1, networks.Latent], dtype: type), condition);

    /// <summary>The output of a decoder body, [rows, numbers], followed by the learnt scale if the loss learns one.</summary>
    public Tensor WithScale(Tensor output) => LogScale is { } scale ? cat([output, scale.expand(output.shape[0], 1)], 1) : output;

    /// <summary>The condition of these examples: [batch, numbers], or null.</summary>
    public Tensor? ConditionOf(Batch batch) => networks.Condition?.Of(batch);

    /// <summary>log p(z) in nats: [rows]. Only for priors with a density.</summary>
    public Tensor LogPrior(Tensor latent, Generator random, Autoencoder model) => ((IDensity)Prior).LogDensity(latent, random, model);

    /// <summary>
    /// Starts a learnt scale at the deviation of the data around the mean example, the error of an untrained decoder: from
    /// anywhere else its logarithm would take hundreds of steps to get there.
    /// </summary>
    private static void StartScale(Parameter logScale, Examples train)
    {
        using var frozen = no_grad();
        if (FeatureStatistics.Of(train).MeanVariance() is > 0 and var variance) logScale.fill_(0.5 * Math.Log(variance));
    }

    private Tensor Joined(Tensor rows, Tensor condition)
    {
        var each = (networks.Seen.Size - networks.Shape.Size) / condition.shape[1];
        return cat([rows, each == 1 ? condition : condition.repeat_interleave(each, 1)], 1);
    }
}
