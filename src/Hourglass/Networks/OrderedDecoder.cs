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
    private readonly int[] ends;

    public OrderedDecoder(OrderedSpec spec, int inputs, Generator random)
        : base(nameof(OrderedDecoder))
    {
        this.spec = spec;
        columns = [.. spec.Columns];
        layout = new ColumnLayout([.. columns.Select(column => column.Width)]);
        ends = new int[columns.Length];
        for (var j = 0; j < ends.Length; j++) ends[j] = (j == 0 ? 0 : ends[j - 1]) + columns[j].Levels;
        var hidden = spec.Hidden;
        Drawn("latent_weight", Math.Sqrt(6.0 / (inputs + hidden)), columns.Length * hidden, inputs);
        Drawn("hidden_bias", 0, columns.Length * hidden);

        // A row has one number that is 1 per column: the bound is that of a layer with as many inputs as there are columns.
        Drawn("vectors", Math.Sqrt(6.0 / (columns.Length + hidden)), layout.Tables[^1], hidden);
        var (networks, width, levels) = (spec.Networks, spec.Context, ends[^1]);
        WeightLimit.Claim(hidden, levels);
        register_parameter("levels_weight", nn.Parameter(cat([.. columns.Select(column =>
        {
            var bound = Math.Sqrt(6.0 / (hidden + column.Levels));
            return empty(hidden, column.Levels).uniform_(-bound, bound, random);
        })], 1)));
        Drawn("levels_bias", 0, levels);
        if (networks == 0) return;
        Drawn("context1_weight", Math.Sqrt(6.0 / (columns.Length + width)), networks, layout.Width, width);
        Drawn("context1_bias", 0, networks, 1, width);
        Drawn("context2_weight", Math.Sqrt(3.0 / width), networks, width, width);
        Drawn("context2_bias", 0, networks, 1, width);
        Drawn("context3_weight", Math.Sqrt(6.0 / (width + layout.Width)), networks, width, levels);

        void Drawn(string name, double bound, params long[] shape)
        {
            WeightLimit.Claim(shape);
            register_parameter(name, nn.Parameter(bound == 0 ? zeros(shape) : empty(shape).uniform_(-bound, bound, random)));
        }
    }

    // By name, because a conversion to another type replaces parameters.
    private Parameter Vectors => get_parameter("vectors")!;

    private Parameter Weight => get_parameter("levels_weight")!;

    private Parameter Bias => get_parameter("levels_bias")!;

    /// <inheritdoc/>
    public Generator? Random { private get; set; }

    /// <summary>The logits when each column reads the most probable levels of those before it: [rows, outputs].</summary>
    public override Tensor forward(Tensor inputs) => Draw(inputs, random: null).Logits;

    /// <inheritdoc/>
    public Tensor Score(Tensor inputs, Tensor target) => Logits(ReadLatent(inputs) + Sums(target, Before(target.shape[0])));

    /// <inheritdoc/>
    public int Networks => spec.Networks;

    /// <inheritdoc/>
    public Tensor Complete(Tensor inputs, Tensor shown, Tensor? target = null)
    {
        var units = ReadLatent(inputs);
        if (target is not null)
        {
            // Half of the cells are scored given the shown ones alone, the others given also the columns before them, as when rows are drawn.
            var random = Random ?? throw new InvalidOperationException("A pass that completes rows in training needs the generator of the pass.");
            var kept = rand([shown.shape[0] * shown.shape[1], columns.Length, 1], generator: random).lt(0.5).to_type(ScalarType.Byte) * AllBefore();
            units = units.repeat(shown.shape[0], 1) + Sums(target.repeat(shown.shape[0], 1), kept.contiguous());
            return Context(shown) + Logits(units).reshape(shown.shape[0], shown.shape[1], -1);
        }

        return Context(shown) + Logits(units);
    }

    /// <summary>What each network of the ensemble adds to the logits: [networks, rows, outputs].</summary>
    private Tensor Context(Tensor shown)
    {
        // The gradient of unbound tensors is stacked once; that of as many slices would be as many tensors of full size.
        var read = stack([.. shown.unbind().Zip(get_parameter("context1_weight")!.unbind()).Select(one => SparseRowsProduct.Of(one.First, one.Second))], 0);
        var first = Dropped((read + get_parameter("context1_bias")!).relu());
        var second = Dropped((first.bmm(get_parameter("context2_weight")!) + get_parameter("context2_bias")!).relu());
        return second.bmm(get_parameter("context3_weight")!);
    }

    private Tensor Dropped(Tensor hidden)
    {
        if (!training || spec.Dropout == 0) return hidden;
        return hidden * (rand(hidden.shape, generator: Random!).ge(spec.Dropout).to_type(hidden.dtype) / (1 - spec.Dropout));
    }

    /// <inheritdoc/>
    public OrderedRows Draw(Tensor inputs, Generator? random, Tensor? given = null, bool allowsEmpty = true, Tensor? logShares = null)
    {
        var units = ReadLatent(inputs);
        var context = given is null ? null : Context(given.unsqueeze(0).expand(spec.Networks, -1, -1));
        var rows = given is null ? zeros([inputs.shape[0], layout.Width], dtype: inputs.dtype) : given.clone();
        var (logits, from) = (new Tensor[columns.Length], 0L);
        for (var j = 0; j < columns.Length; j++)
        {
            using var scope = NewDisposeScope();
            var column = columns[j];
            var state = units.narrow(1, j * spec.Hidden, spec.Hidden);
            state = state + SumsOf(rows, j);
            var output = state.relu().matmul(Weight.narrow(1, from, column.Levels)) + Bias.narrow(0, from, column.Levels);
            if (context is not null) output = (output + context.narrow(2, from, column.Levels)).log_softmax(2).logsumexp(0);
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

    private Tensor Logits(Tensor units) => ColumnLogits.Of(units.relu(), Weight, Bias, ends);

    private Tensor AllBefore() => ones([columns.Length, columns.Length], ScalarType.Byte).tril(-1);

    /// <summary>The columns before each column, some of which are left out in training: [rows, columns, columns], 1 or 0.</summary>
    private Tensor Before(long rows)
    {
        var before = AllBefore().expand(rows, -1, -1);
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
        Vectors.dtype == ScalarType.Float32 ? ColumnSums.Of(Vectors, rows, layout, column) : PlainSum(rows, column, ones([rows.shape[0], columns.Length]));

    /// <summary>The same by dense products, for other types of numbers and as the reference of tests: [rows, columns x units].</summary>
    internal Tensor PlainSums(Tensor rows, Tensor kept) => cat([.. columns.Select((_, j) => PlainSum(rows, j, kept.select(1, j)))], 1);

    private Tensor PlainSum(Tensor rows, int j, Tensor kept)
    {
        if (j == 0) return zeros([rows.shape[0], spec.Hidden], dtype: rows.dtype);
        var widths = tensor(columns.Take(j).Select(column => (long)column.Width).ToArray());
        var read = rows.narrow(1, 0, layout.Starts[j]) * kept.narrow(1, 0, j).to_type(rows.dtype).repeat_interleave(widths, 1);
        return read.matmul(Vectors.narrow(0, layout.Tables[j], layout.Starts[j]));
    }
}
