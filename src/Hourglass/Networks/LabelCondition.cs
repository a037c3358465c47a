using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>The example's class, one-hot.</summary>
/// <param name="Classes">How many classes there are; labels are 0 to Classes - 1.</param>
public sealed record LabelCondition(int Classes) : Condition
{
    /// <inheritdoc/>
    public override int Numbers => Classes;

    /// <inheritdoc/>
    public override Tensor Of(Batch batch)
    {
        if (batch.Labels is not { } labels)
            throw new HourglassException($"The model is told the class of each example, one of {Classes}, and these examples have no labels; give data with labels.");
        if (batch.Count > 0 && labels.max().item<long>() is var largest && largest >= Classes)
            throw new HourglassException($"The model knows the classes 0 to {Classes - 1}, and the data has the label {largest}; give data of the classes it was trained on.");
        return nn.functional.one_hot(labels, Classes).to_type(batch.Rows.dtype);
    }
}
