using Hourglass.Data;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using static TorchSharp.torch;

namespace Hourglass.Engines.Fused.Input;

/// <summary>Reads the condition of each example of a step.</summary>
internal sealed class ReadCondition : Operation
{
    private readonly Condition condition;
    private readonly ReadBatch reader;
    private readonly Signal told;

    /// <summary>Checks the side data.</summary>
    /// <param name="examples">The source of the side data.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="reader">Gives the examples of the step.</param>
    /// <param name="told">The destination.</param>
    /// <exception cref="HourglassException">The data lacks the labels or side columns of the condition.</exception>
    public ReadCondition(Examples examples, Condition condition, ReadBatch reader, Signal told)
    {
        (this.condition, this.reader, this.told) = (condition, reader, told);
        var side = examples.Side;
        using var scope = NewDisposeScope();
        condition.Of(new Batch(zeros(1, 1, dtype: ScalarType.Float32), side.Labels is null ? null : tensor(new[] { (long)side.Labels.Max() }),
            side.Conditions is null ? null : zeros(1, side.Conditions.GetLength(1), dtype: ScalarType.Float32)));
    }

    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <summary>Whether conditions of this kind can be read here.</summary>
    public static bool Knows(Condition condition) => condition is LabelCondition or ColumnsCondition;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(told.Features, worker, workers);
        var (values, batch) = (told.Values, reader.Examples);
        var labels = batch.Labels;
        var columns = batch.Conditions;
        for (var row = 0; row < values.Rows; row++)
        {
            var example = reader.First + row;
            for (var feature = from; feature < to; feature++)
                values[row, feature] = condition is LabelCondition
                    ? (labels[example] == feature ? 1 : 0)
                    : columns[(example * batch.ConditionColumns) + feature];
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"{told.Name} = {(condition is LabelCondition ? "classes" : "side columns")} of the examples";
}
