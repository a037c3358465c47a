using static TorchSharp.torch;

namespace Hourglass.Eager;

/// <summary>A model with a loss.</summary>
public interface IEagerModel
{
    /// <summary>The model's weights.</summary>
    nn.Module Module { get; }

    /// <summary>The loss of a batch [batch, size] in nats per example.</summary>
    Tensor Loss(Tensor batch);
}
