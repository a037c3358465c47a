using Hourglass.Corruptions;
using Hourglass.Data;
using Hourglass.Layers;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Passes;
using Hourglass.Schedules;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Modules = System.Collections.Generic.IReadOnlyList<TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>>;

namespace Hourglass.Training;

/// <summary>
/// One layer of a stack as a denoising autoencoder: the output of the layers below for the clean example is corrupted, encoded by the layer,
/// decoded by its mirror image and compared with the uncorrupted output. The layers below are not changed.
/// </summary>
internal sealed class LayerStage : Stage
{
    private static readonly Gaussian SquaredError = new();
    private readonly Autoencoder model;
    private readonly Modules[] below;
    private readonly Modules encoder;
    private readonly Modules decoder;
    private readonly bool isCode;

    public LayerStage(Autoencoder model, IReadOnlyList<Modules> encoders, IReadOnlyList<Modules> decoders, int layer, int epochs)
        : base(epochs)
    {
        this.model = model;

        // Input and target are compared without dropout; it applies to the hidden layer only.
        below = [.. encoders.Take(layer).Select(Whole)];
        encoder = encoders[layer];
        decoder = Whole(decoders[encoders.Count - 1 - layer]);
        isCode = layer == encoders.Count - 1;
        Parameter[] owned = [.. encoder.Concat(decoder).SelectMany(part => part.parameters())];
        if (below.Length == 0 && model.Modules.LogScale is { } scale) owned = [.. owned, scale];
        Players = [new StagePlayer(owned, [new StageTerm($"layer{layer + 1}_reconstruction_nats", new Constant(1))])];
    }

    public override IReadOnlyList<StagePlayer> Players { get; }

    public override IReadOnlyList<IReadOnlyList<Tensor>> Evaluate(Batch clean, Moment moment, Generator random)
    {
        model.Modules.Lend(random);
        var (input, target) = below.Length == 0 ? Damaged(clean, random) : Hidden(clean, random);
        var hidden = DenseGroups.Apply(encoder, input);
        if (isCode) hidden = model.Modules.Reader.ReadCode(hidden, moment.Epoch).Location;
        var output = DenseGroups.Apply(decoder, hidden);
        if (below.Length > 0) return [[SquaredError.NegativeLogLikelihood(output, target)]];
        return [[model.Blueprint.Loss.NegativeLogLikelihood(model.Modules.WithScale(output), target, Padding.Mask(model.Shape, clean))]];
    }

    private static Modules Whole(Modules parts) => [.. parts.Where(part => part is not DropoutModule)];

    private (Tensor Input, Tensor Target) Damaged(Batch clean, Generator random)
    {
        var (input, target) = Inputs.For(model.Blueprint, clean, random);
        return (input.Rows, target);
    }

    private (Tensor Input, Tensor Target) Hidden(Batch clean, Generator random)
    {
        using var frozen = no_grad();
        var rows = Inputs.Target(model.Blueprint, clean, random);
        var target = below.Aggregate(rows, (x, layer) => DenseGroups.Apply(layer, x));

        // Hidden units do not lie in [0, 1], even if the examples do.
        var corruption = model.Blueprint.Corruption is GaussianNoise noise ? noise with { Clip = false } : model.Blueprint.Corruption!;
        return (corruption.Apply(target, random), target);
    }
}
