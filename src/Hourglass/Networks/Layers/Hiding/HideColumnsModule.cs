using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>
/// In training, sets all numbers of some columns of a row to 0, as if their cells were unknown (<see cref="HiddenColumns"/>). Else the identity. A model that
/// is trained in this way gives a code for rows with any cells missing (P.-A. Mattei and J. Frellsen, "MIWAE: deep generative modelling and imputation of
/// incomplete data sets", ICML 2019).
/// </summary>
/// <param name="widths">Numbers of each column; numbers after the last column are never hidden.</param>
/// <param name="most">The largest probability.</param>
[Cites("mattei2019", "P.-A. Mattei and J. Frellsen", "MIWAE: deep generative modelling and imputation of incomplete data sets", "ICML", 2019)]
internal sealed class HideColumnsModule(int[] widths, double most) : nn.Module<Tensor, Tensor>(nameof(HideColumns)), IDrawsInTraining
{
    private readonly long[] repeats = Array.ConvertAll(widths, width => (long)width);

    /// <inheritdoc/>
    public Generator? Random { private get; set; }

    public override Tensor forward(Tensor input)
    {
        // A sequence disposes of a layer's input.
        if (!training) return input.alias();
        var random = Random ?? throw new InvalidOperationException("A pass that hides columns in training needs the generator of the pass.");
        var numbers = HiddenColumns.Shown(input.shape[0], repeats.Length, most, random).to_type(input.dtype).repeat_interleave(tensor(repeats), 1);
        var rest = input.shape[1] - numbers.shape[1];
        return input * (rest == 0 ? numbers : cat([numbers, ones([input.shape[0], rest], dtype: input.dtype)], 1));
    }
}
