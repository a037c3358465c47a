using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>Side columns of the example, as they are.</summary>
/// <param name="Columns">How many there are.</param>
public sealed record ColumnsCondition(int Columns) : Condition
{
    /// <inheritdoc/>
    public override int Numbers => Columns;

    /// <inheritdoc/>
    public override Tensor Of(Batch batch)
    {
        if (batch.Conditions is not { } given || given.shape[1] != Columns)
        {
            var got = batch.Conditions is null ? "none" : $"{batch.Conditions.shape[1]}";
            throw new HourglassException($"The model is told {Columns} side columns of each example, and these examples have {got}; give data with as many (the array 'conditions' of an .npz file).");
        }

        return given.to_type(batch.Rows.dtype);
    }
}
