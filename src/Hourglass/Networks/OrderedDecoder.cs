using Hourglass.Data;
using Hourglass.Kernels.Sparse;
using Hourglass.Losses;
using Hourglass.Numerics;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>
/// The columns of a table in order (<see cref="OrderedSpec"/>). The hidden layer of column j is relu(W_j z + sum over columns i before j of a vector for the
/// level of column i + b_j): rows are mostly zeros, so vectors are looked up instead of multiplied.
/// </summary>
internal sealed class OrderedDecoder : nn.Module<Tensor, Tensor>, IOrderedDecoder, IDrawsInTraining
{
    private readonly OrderedSpec spec;
    private readonly LevelsBlock[] columns;
    private readonly ColumnLayout layout;

    public OrderedDecoder(OrderedSpec spec, int inputs, Generator random)
        : base(nameof(OrderedDecoder))
    {
        this.spec = spec;
        columns = [.. spec.Columns];
        layout = new ColumnLayout([.. columns.Select(column => column.Width)]);
        var hidden = spec.Hidden;
        Drawn("latent_weight", Math.Sqrt(6.0 / (inputs + hidden)), columns.Length * hidden, inputs);
        Drawn("hidden_bias", 0, columns.Length * hidden);

        // A row has one number that is 1 per column: the bound is that of a layer with as many inputs as there are columns.
        Drawn("vectors", Math.Sqrt(6.0 / (columns.Length + hidden)), columns.Length * layout.Width, hidden);
        for (var j = 0; j < columns.Length; j++) Drawn($"column{j}_weight", Math.Sqrt(6.0 / (hidden + columns[j].Levels)), columns[j].Levels, hidden);
        for (var j = 0; j < columns.Length; j++) Drawn($"column{j}_bias", 0, columns[j].Levels);

        void Drawn(string name, double bound, params long[] shape)
        {
            WeightLimit.Claim(shape);
            register_parameter(name, nn.Parameter(bound == 0 ? zeros(shape) : empty(shape).uniform_(-bound, bound, random)));
        }
    }

    // By name, because a conversion to another type replaces parameters.
    private Parameter Vectors => get_parameter("vectors")!;

    /// <inheritdoc/>
    public Generator? Random { private get; set; }

    /// <summary>The logits when each column reads the most probable levels of those before it: [rows, outputs].</summary>
    public override Tensor forward(Tensor inputs) => Draw(inputs, random: null).Logits;

    /// <inheritdoc/>
    public Tensor Score(Tensor inputs, Tensor target) => Logits(inputs, target, Before(target.shape[0]));

    /// <inheritdoc/>
    public Tensor Complete(Tensor inputs, Tensor known)
    {
        var others = (ones([columns.Length, columns.Length], ScalarType.Byte) - eye(columns.Length, dtype: ScalarType.Byte)).expand(known.shape[0], -1, -1);
        return Logits(inputs, known, others.contiguous());
    }

    /// <inheritdoc/>
    public OrderedRows Draw(Tensor inputs, Generator? random, Tensor? given = null, bool allowsEmpty = true, Tensor? logShares = null)
    {
        var units = ReadLatent(inputs);
        var rows = given is null ? zeros([inputs.shape[0], layout.Width], dtype: inputs.dtype) : given.clone();
        var (logits, from) = (new Tensor[columns.Length], 0L);
        for (var j = 0; j < columns.Length; j++)
        {
            using var scope = NewDisposeScope();
            var column = columns[j];
            var state = units.narrow(1, j * spec.Hidden, spec.Hidden);
            state = state + SumsOf(rows, j);
            var output = Write(state.relu(), j);
            logits[j] = output.MoveToOuterDisposeScope();
            var choice = allowsEmpty || !column.HasEmpty || column.Levels == 1
                ? output
                : cat([output.narrow(1, 0, column.Levels - 1), full([output.shape[0], 1], double.NegativeInfinity, dtype: output.dtype)], 1);
            if (logShares is not null) choice = choice + logShares.narrow(0, from, column.Levels);
            from += column.Levels;
            var levels = LevelDraw.OneHot(random is null ? choice.argmax(1) : LevelDraw.IndexFrom(choice, random), output);
            var place = rows.narrow(1, layout.Starts[j] + column.First, column.Levels);
            if (given is not null)
            {
                var told = place.sum(1, keepdim: true);
                levels = place + (levels * (1 - told));
            }

            place.copy_(levels);
            if (column.First > 0) rows.narrow(1, layout.Starts[j], 1).copy_(levels.matmul(tensor([.. column.Values], dtype: output.dtype).unsqueeze(1)));
        }

        return new OrderedRows(rows, cat(logits, 1));
    }

    private Tensor ReadLatent(Tensor inputs) => nn.functional.linear(inputs, get_parameter("latent_weight")!, get_parameter("hidden_bias"));

    private Tensor Write(Tensor hidden, int column) =>
        nn.functional.linear(hidden, get_parameter($"column{column}_weight")!, get_parameter($"column{column}_bias"));

    private Tensor Logits(Tensor inputs, Tensor rows, Tensor kept)
    {
        var units = ReadLatent(inputs) + Sums(rows, kept);
        return cat([.. units.relu().split(spec.Hidden, 1).Select((hidden, j) => Write(hidden, j))], 1);
    }

    /// <summary>The columns before each column, some of which are left out in training: [rows, columns, columns], 1 or 0.</summary>
    private Tensor Before(long rows)
    {
        var before = ones([columns.Length, columns.Length], ScalarType.Byte).tril(-1).unsqueeze(0).expand(rows, -1, -1);
        if (!training || spec.Omission == 0) return before.contiguous();
        var random = Random ?? throw new InvalidOperationException("A pass through columns in order in training needs the generator of the pass.");
        // Half of the time nothing is left out, as when rows are drawn; else any fraction, so that the latent vector carries what the columns would.
        var count = columns.Length;
        var fraction = rand([rows, count, 1], generator: random) * rand([rows, count, 1], generator: random).lt(spec.Omission).to_type(ScalarType.Float32);
        return before * rand([rows, count, count], generator: random).ge(fraction).to_type(ScalarType.Byte);
    }

    private Tensor Sums(Tensor rows, Tensor kept) =>
        Vectors.dtype == ScalarType.Float32 ? ColumnSums.Of(Vectors, rows, layout, kept) : PlainSums(rows, kept);

    private Tensor SumsOf(Tensor rows, int column) =>
        Vectors.dtype == ScalarType.Float32 ? ColumnSums.Of(Vectors, rows, layout, column) : PlainSum(rows, column, OthersOf(rows.shape[0], column));

    private Tensor OthersOf(long rows, int column)
    {
        var others = ones([rows, columns.Length], ScalarType.Byte);
        others.select(1, column).zero_();
        return others;
    }

    /// <summary>The same by dense products, for other types of numbers and as the reference of tests: [rows, columns x units].</summary>
    internal Tensor PlainSums(Tensor rows, Tensor kept) => cat([.. columns.Select((_, j) => PlainSum(rows, j, kept.select(1, j)))], 1);

    private Tensor PlainSum(Tensor rows, int j, Tensor kept)
    {
        var widths = tensor(Array.ConvertAll(columns, column => (long)column.Width));
        return (rows * kept.to_type(rows.dtype).repeat_interleave(widths, 1)).matmul(Vectors.narrow(0, (long)j * layout.Width, layout.Width));
    }
}
