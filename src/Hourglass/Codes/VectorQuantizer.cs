using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>
/// Codebooks, and how they follow what is quantised. An entry that no vector has chosen for long is dead: it would stay so, and is moved
/// onto a vector of the batch.
/// </summary>
internal sealed class VectorQuantizer : FlatReader<QuantizedCode>, ISymbols, IStepAware
{
    // An entry is dead once this many vectors, times the size of the codebook, have been quantised without choosing it.
    private const double Patience = 100;
    private readonly VectorQuantizedSpec spec;
    private readonly int positions;
    private readonly Tensor codebook;
    private readonly Tensor idle;
    private readonly Tensor? counts;
    private readonly Tensor? sums;
    private List<(Tensor Vectors, Tensor Chosen)> seen = [];

    public VectorQuantizer(VectorQuantizedSpec spec, int positions, Generator random)
        : base(nameof(VectorQuantizer))
    {
        this.spec = spec;
        this.positions = positions;
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        WeightLimit.Claim(spec.Depth, spec.Codes, spec.CodeSize);
        var drawn = randn(spec.Depth, spec.Codes, spec.CodeSize, dtype: ScalarType.Float32, generator: random) / Math.Sqrt(spec.CodeSize);
        for (var depth = 1; depth < spec.Depth; depth++) drawn[depth].mul_(Math.Pow(0.5, depth));
        if (spec.Learning == CodebookLearning.Loss)
        {
            var parameter = nn.Parameter(drawn);
            register_parameter("codebook", parameter);
            codebook = parameter;
        }
        else
        {
            codebook = drawn;
            register_buffer("codebook", codebook);
            counts = ones(spec.Depth, spec.Codes, dtype: ScalarType.Float32);
            sums = codebook.clone();
            register_buffer("counts", counts);
            register_buffer("sums", sums);
            counts.DetachFromDisposeScope();
            sums.DetachFromDisposeScope();
        }

        // Long enough that entries not chosen by the first batch are moved onto its vectors.
        idle = full(spec.Depth, spec.Codes, 1e30, dtype: ScalarType.Float32);
        register_buffer("idle", idle);
        codebook.DetachFromDisposeScope();
        idle.DetachFromDisposeScope();
    }

    public override QuantizedCode Read(Tensor encoded, double epoch)
    {
        var left = Vectors(encoded.detach());
        var sum = zeros_like(left);
        List<Tensor> stages = [];
        List<Tensor> indices = [];
        List<(Tensor, Tensor)> inputs = [];
        for (var depth = 0; depth < spec.Depth; depth++)
        {
            var chosen = Nearest(left, codebook[depth].detach());
            var entries = codebook[depth].index_select(0, chosen);
            inputs.Add((left, chosen));
            stages.Add(Rows(sum + entries));
            indices.Add(chosen.reshape(-1, positions));
            sum = sum + entries.detach();
            left = left - entries.detach();
        }

        if (training) seen = inputs;
        return new QuantizedCode(encoded, stack(stages), cat(indices, 1));
    }

    public Tensor Values(Tensor indices) => Rows(Enumerable.Range(0, spec.Depth)
        .Select(depth => codebook[depth].index_select(0, indices.narrow(1, depth * positions, positions).reshape(-1)))
        .Aggregate((sum, entries) => sum + entries));

    public void AfterStep(Generator random)
    {
        using var frozen = no_grad();
        for (var depth = 0; depth < seen.Count; depth++)
        {
            var (vectors, chosen) = seen[depth];
            var hits = zeros(spec.Codes, vectors.dtype).index_add_(0, chosen, ones(chosen.shape[0], vectors.dtype), 1);
            if (counts is not null) Average(depth, vectors, chosen, hits);
            Revive(depth, vectors, hits, random);
        }

        seen = [];
    }

    /// <summary>The entry of [codes, size] nearest to each of [vectors, size], by |e|^2 - 2 v e: [vectors].</summary>
    internal static Tensor Nearest(Tensor vectors, Tensor entries) =>
        addmm(entries.square().sum(1), vectors, entries.t(), beta: 1, alpha: -2).argmin(1);

    /// <summary>N = decay N + (1 - decay) n, m = decay m + (1 - decay) sum v, e = m / N (van den Oord et al. 2017, appendix A.1).</summary>
    private void Average(int depth, Tensor vectors, Tensor chosen, Tensor hits)
    {
        var (count, sum, entries) = (counts![depth], sums![depth], codebook[depth]);
        count.mul_(spec.Decay).add_(hits, alpha: 1 - spec.Decay);
        sum.mul_(spec.Decay).index_add_(0, chosen, vectors, 1 - spec.Decay);

        // m / N of an entry that was not chosen is unchanged, except for rounding once both are tiny.
        entries.copy_(where(hits.gt(0).unsqueeze(1), sum / count.unsqueeze(1), entries));
    }

    private void Revive(int depth, Tensor vectors, Tensor hits, Generator random)
    {
        var waiting = idle[depth];
        waiting.add_(vectors.shape[0]).masked_fill_(hits.gt(0), 0);
        var dead = waiting.gt(Patience * spec.Codes).nonzero().squeeze(1);
        if (dead.shape[0] == 0) return;
        var order = randperm(vectors.shape[0], dtype: ScalarType.Int64, generator: random);
        var rows = order.index_select(0, arange(dead.shape[0], dtype: ScalarType.Int64).remainder(vectors.shape[0]));
        var fresh = vectors.index_select(0, rows);
        codebook[depth].index_copy_(0, dead, fresh);
        waiting.index_fill_(0, dead, 0);
        counts?[depth].index_fill_(0, dead, 1);
        sums?[depth].index_copy_(0, dead, fresh);
    }

    /// <summary>[batch, size x positions] to [batch x positions, size].</summary>
    private Tensor Vectors(Tensor rows) => rows.reshape(-1, spec.CodeSize, positions).transpose(1, 2).reshape(-1, spec.CodeSize);

    /// <summary>[batch x positions, size] to [batch, size x positions].</summary>
    private Tensor Rows(Tensor vectors) => vectors.reshape(-1, positions, spec.CodeSize).transpose(1, 2).reshape(-1, spec.CodeSize * positions);
}
