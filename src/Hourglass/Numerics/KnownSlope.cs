using static TorchSharp.torch;

namespace Hourglass.Numerics;

/// <summary>Functions of one number whose value and slope are computed outside of automatic differentiation, in double precision.</summary>
internal static class KnownSlope
{
    /// <summary>Applies <paramref name="function"/> to each element; the result's gradient is the slope it gives.</summary>
    public static Tensor Apply(Tensor x, Func<double, (double Value, double Slope)> function)
    {
        var inputs = Numbers(x);
        var (values, slopes) = (new double[inputs.Length], new double[inputs.Length]);
        for (var i = 0; i < inputs.Length; i++)
        {
            // The particles of an example are adjacent and have the same number.
            (values[i], slopes[i]) = i > 0 && inputs[i] == inputs[i - 1] ? (values[i - 1], slopes[i - 1]) : function(inputs[i]);
        }

        return Attach(values, slopes, x);
    }

    /// <summary>Numbers with known slopes in <paramref name="x"/>, element by element. x - x is exactly 0.</summary>
    public static Tensor Attach(double[] values, double[] slopes, Tensor x) =>
        tensor(values).to_type(x.dtype).reshape(x.shape) + (tensor(slopes).to_type(x.dtype).reshape(x.shape) * (x - x.detach()));

    /// <summary>The elements in double precision.</summary>
    public static double[] Numbers(Tensor x)
    {
        using var numbers = x.detach().to_type(ScalarType.Float64).contiguous();
        return numbers.data<double>().ToArray();
    }
}
