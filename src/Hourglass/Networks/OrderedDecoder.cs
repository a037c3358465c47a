using Hourglass.Data;
using Hourglass.Kernels.Sparse;
using Hourglass.Layers;
using Hourglass.Losses;
using Hourglass.Numerics;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>
/// The columns of a table in order (<see cref="OrderedSpec"/>). The hidden layer of column j is relu(W_j z + sum over columns i before j of a vector for the
/// level of column i + b_j): rows are mostly zeros, so vectors are looked up instead of multiplied. Where cells are filled, z is 0, and context networks, which
/// read the known cells of a row, each add to the logits; the mean of their probabilities counts.
/// </summary>
internal sealed class OrderedDecoder : nn.Module<Tensor, Tensor>, IOrderedDecoder, IDrawsInTraining
{
    private readonly OrderedSpec spec;
    private readonly LevelsBlock[] columns;
    private readonly ColumnLayout layout;
    private readonly int[] ends;
    private readonly DropoutModule? dropout;
    private readonly Tensor? splines;

    public OrderedDecoder(OrderedSpec spec, int inputs, Generator random)
        : base(nameof(OrderedDecoder))
    {
        this.spec = spec;
        columns = [.. spec.Columns];
        layout = new ColumnLayout([.. columns.Select(column => column.Width)]);
        ends = OutputEnds.Of(columns);
        var hidden = spec.Hidden;
        Drawn("latent_weight", Math.Sqrt(6.0 / (inputs + hidden)), columns.Length * hidden, inputs);
        Drawn("hidden_bias", 0, columns.Length * hidden);

        // A row has one number that is 1 per column: the bound is that of a layer with as many inputs as there are columns.
        Drawn("vectors", Math.Sqrt(6.0 / (columns.Length + hidden)), layout.Tables[^1], hidden);
        var (networks, width, levels) = (spec.ContextNetworks, spec.ContextUnits, ends[^1]);
        WeightLimit.Claim(hidden, levels);
        register_parameter("levels_weight", nn.Parameter(cat([.. columns.Select(column =>
        {
            var bound = Math.Sqrt(6.0 / (hidden + column.Levels));
            return empty(hidden, column.Levels).uniform_(-bound, bound, random);
        })], 1)));
        Drawn("levels_bias", 0, levels);
        if (networks == 0) return;
        splines = new LinearSplines(columns).ToTensor().DetachFromDisposeScope();
        Drawn("context1_weight", Math.Sqrt(6.0 / (columns.Length + width)), networks, splines.shape[1], width);
        Drawn("context1_bias", 0, networks, 1, width);
        Drawn("context2_weight", Math.Sqrt(3.0 / width), networks, width, width);
        Drawn("context2_bias", 0, networks, 1, width);
        Drawn("context3_weight", Math.Sqrt(6.0 / (width + levels)), networks, width, levels);
        if (spec.ContextDropout == 0) return;
        dropout = new DropoutModule(spec.ContextDropout);
        register_module("context_dropout", dropout);

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
    public int ContextNetworks => spec.ContextNetworks;

    /// <inheritdoc/>
    public Tensor Score(Tensor inputs, Tensor target) => Logits(ReadLatent(inputs) + ColumnSums.Of(Vectors, target, layout, KeptInTraining(target.shape[0])));

    /// <inheritdoc/>
    public Tensor Context(Tensor shown)
    {
        // The gradient of unbound tensors is stacked once; that of as many slices would be as many tensors of full size.
        using var basis = splines!.to_type(shown.dtype);
        var read = stack([.. shown.unbind().Zip(get_parameter("context1_weight")!.unbind())
            .Select(one => SparseRowsProduct.Of(SparseRowsProduct.Of(one.First, basis), one.Second))], 0);
        var first = Dropped((read + get_parameter("context1_bias")!).relu());
        var second = Dropped((first.bmm(get_parameter("context2_weight")!) + get_parameter("context2_bias")!).relu());
        return second.bmm(get_parameter("context3_weight")!);

        Tensor Dropped(Tensor hidden) => dropout is null ? hidden : dropout.forward(hidden);
    }

    /// <inheritdoc/>
    public Tensor Complete(Tensor inputs, Tensor context) => context + Logits(ReadLatent(inputs));

    /// <inheritdoc/>
    public Tensor Complete(Tensor inputs, Tensor context, Tensor target, double inOrder, Generator random)
    {
        var (networks, rows, units) = (context.shape[0], context.shape[1], ReadLatent(inputs));
        var kept = rand([networks * rows, columns.Length, 1], generator: random).lt(inOrder).to_type(ScalarType.Byte).expand(-1, -1, columns.Length).contiguous();
        if (units.shape[0] > 1) units = units.repeat(networks, 1);
        return context + Logits(units + ColumnSums.Of(Vectors, target.repeat(networks, 1), layout, kept)).reshape(networks, rows, -1);
    }

    /// <inheritdoc/>
    public OrderedRows Draw(Tensor inputs, Generator? random, GivenCells? given = null, Tensor? logShares = null)
    {
        var units = ReadLatent(inputs);
        var rows = given is null ? zeros([inputs.shape[0], layout.Width], dtype: inputs.dtype) : given.Rows.clone();
        var (logits, from) = (new Tensor[columns.Length], 0L);
        for (var j = 0; j < columns.Length; j++)
        {
            using var scope = NewDisposeScope();
            var column = columns[j];
            var state = units.narrow(1, j * spec.Hidden, spec.Hidden);
            state = state + ColumnSums.Of(Vectors, rows, layout, j);
            var output = state.relu().matmul(Weight.narrow(1, from, column.Levels)) + Bias.narrow(0, from, column.Levels);
            if (given is not null) output = (output + given.Context.narrow(2, from, column.Levels)).log_softmax(2).logsumexp(0);
            logits[j] = output.MoveToOuterDisposeScope();
            var choice = logShares is null ? output : output + logShares.narrow(0, from, column.Levels);
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

    /// <summary>Which columns before each column are not left out: [rows, columns, columns], 1 or 0; null where none is left out.</summary>
    private Tensor? KeptInTraining(long rows)
    {
        if (!training || spec.Omission == 0) return null;
        var random = Random ?? throw new InvalidOperationException("A pass through columns in order in training needs the generator of the pass.");
        // In a share of the cells any fraction is left out, so that the latent vector carries what the columns would; else nothing, as when rows are drawn.
        var count = columns.Length;
        var fraction = rand([rows, count, 1], generator: random) * rand([rows, count, 1], generator: random).lt(spec.Omission).to_type(ScalarType.Float32);
        return rand([rows, count, count], generator: random).ge(fraction).to_type(ScalarType.Byte);
    }
}
