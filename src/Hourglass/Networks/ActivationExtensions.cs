using static TorchSharp.torch;

namespace Hourglass;

/// <summary>Applies an <see cref="Activation"/>, as a function or as a layer.</summary>
internal static class ActivationExtensions
{
    public static Tensor Apply(this Activation activation, Tensor x) => activation switch
    {
        Activation.Linear => x,
        Activation.Relu => x.relu(),
        Activation.LeakyRelu => nn.functional.leaky_relu(x, 0.01),
        Activation.Elu => nn.functional.elu(x, 1.0),
        Activation.Gelu => nn.functional.gelu(x),
        Activation.Silu => nn.functional.silu(x),
        Activation.Softplus => x.softplus(),
        Activation.Tanh => x.tanh(),
        Activation.Sigmoid => x.sigmoid(),
        _ => throw new UsageException($"There is no {What("activation")} {Got(activation)}; use " +
            $"{Allowed($"one of {string.Join(", ", Enum.GetNames<Activation>())}")}."),
    };

    /// <summary>The smallest and the largest value of the function, infinite if unbounded.</summary>
    public static (double Least, double Most) Range(this Activation activation) => activation switch
    {
        Activation.Relu or Activation.Softplus => (0, double.PositiveInfinity),
        Activation.Elu => (-1, double.PositiveInfinity),
        Activation.Gelu => (-0.16997120747990369, double.PositiveInfinity),
        Activation.Silu => (-0.27846454276107380, double.PositiveInfinity),
        Activation.Tanh => (-1, 1),
        Activation.Sigmoid => (0, 1),
        _ => (double.NegativeInfinity, double.PositiveInfinity),
    };

    public static nn.Module<Tensor, Tensor> ToLayer(this Activation activation) => activation switch
    {
        Activation.Linear => nn.Identity(),
        Activation.Relu => nn.ReLU(),
        Activation.LeakyRelu => nn.LeakyReLU(0.01),
        Activation.Elu => nn.ELU(),
        Activation.Gelu => nn.GELU(),
        Activation.Silu => nn.SiLU(),
        Activation.Softplus => nn.Softplus(),
        Activation.Tanh => nn.Tanh(),
        Activation.Sigmoid => nn.Sigmoid(),
        _ => throw new UsageException($"There is no {What("activation")} {Got(activation)}; use " +
            $"{Allowed($"one of {string.Join(", ", Enum.GetNames<Activation>())}")}."),
    };
}
