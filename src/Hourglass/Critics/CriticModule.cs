using Hourglass.Data;
using Hourglass.Layers;
using static TorchSharp.torch;

namespace Hourglass.Critics;

/// <summary>A critic with its weights: features, then one logit.</summary>
internal sealed class CriticModule : nn.Module
{
    private readonly nn.Module<Tensor, Tensor> body;
    private readonly nn.Module<Tensor, Tensor> head;
    private readonly Activation activation;

    public CriticModule(nn.Module<Tensor, Tensor> body, int features, Activation activation, Generator random)
        : base(nameof(CriticModule))
    {
        this.body = body;
        this.activation = activation;
        head = new LayerStack(DataShape.Row(features)).Dense(1).Layers.Build(Initialization.Glorot, random);
        register_module("body", body);
        register_module("head", head);
    }

    /// <summary>Features of the input: [rows, features].</summary>
    public Tensor Features(Tensor input) => activation.Apply(body.call(input));

    /// <summary>Log-odds that the input is from the first source: [rows].</summary>
    public Tensor Logit(Tensor features) => head.call(features).squeeze(1);
}
