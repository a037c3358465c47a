using Hourglass.Data;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>
/// The densities of columns with as many modes of the same kind, computed together. With u the unit and c the center of a mode, the decoder's outputs m and s are its
/// location c + u m and its deviation, the least one + u log2(1 + exp(s)).
/// </summary>
internal sealed class DensityColumns
{
    private readonly DensityBlock[] blocks;
    private readonly int modes;
    private readonly int? freedom;

    public DensityColumns(params DensityBlock[] blocks)
    {
        this.blocks = blocks;
        (modes, freedom) = (blocks[0].Modes.Count, blocks[0].Freedom);
    }

    /// <summary>-log p of each value, in nats of the scaled unit: [rows, columns].</summary>
    /// <param name="output">The outputs of the columns, one after the other: [rows, outputs].</param>
    /// <param name="values">The scaled values: [rows, columns].</param>
    public Tensor NegativeLog(Tensor output, Tensor values)
    {
        var (logits, location, deviation) = Read(output);
        var residual = (values.unsqueeze(2) - location) / deviation;
        var logs = deviation.log().neg() + (freedom is { } degrees
            ? StudentDistribution.LogPeak(degrees) - ((residual.square() / degrees).log1p() * (0.5 * (degrees + 1)))
            : (residual.square() * -0.5) + NormalDistribution.LogPeak);
        return (logits is null ? logs.squeeze(2) : (logs + logits.log_softmax(2)).logsumexp(2)).neg();
    }

    /// <summary>The mean of each value: [rows, columns].</summary>
    public Tensor Mean(Tensor output)
    {
        var (logits, location, _) = Read(output);
        return logits is null ? location.squeeze(2) : (location * logits.softmax(2)).sum(2);
    }

    /// <summary>The variance of each value: [rows, columns].</summary>
    public Tensor Variance(Tensor output)
    {
        var (logits, location, deviation) = Read(output);
        var own = deviation.square() * (freedom is { } degrees ? degrees / (degrees - 2.0) : 1);
        if (logits is null) return own.squeeze(2);
        var shares = logits.softmax(2);
        var mean = (location * shares).sum(2, keepdim: true);
        return ((own + (location - mean).square()) * shares).sum(2);
    }

    /// <summary>A draw of each value: [rows, columns].</summary>
    public Tensor Sample(Tensor output, Generator random)
    {
        var (logits, location, deviation) = Read(output);
        if (logits is not null)
        {
            var chosen = LevelDraw.IndexFrom(logits.reshape(-1, modes), random).reshape(-1, blocks.Length, 1);
            (location, deviation) = (location.gather(2, chosen), deviation.gather(2, chosen));
        }

        var noise = randn(location.shape, dtype: location.dtype, generator: random);
        // Student's t is a normal number divided by the root of a mean of squares of others.
        if (freedom is { } degrees)
            noise = noise / randn([.. location.shape, degrees], dtype: location.dtype, generator: random).square().mean([3]).sqrt();
        return (location + (deviation * noise)).squeeze(2);
    }

    /// <summary>The logits, locations and deviations of the modes: [rows, columns, modes]; no logits for one mode.</summary>
    public (Tensor? Logits, Tensor Location, Tensor Deviation) Read(Tensor output)
    {
        var (centers, units) = (Of(mode => mode.Center), Of(mode => mode.Unit));
        var least = tensor(Array.ConvertAll(blocks, block => block.LeastDeviation)).to_type(output.dtype).unsqueeze(1);
        var each = output.reshape(output.shape[0], blocks.Length, -1);
        var first = modes == 1 ? 0 : modes;
        var location = centers + (units * each.narrow(2, first, modes));
        var deviation = least + (units / Math.Log(2) * nn.functional.softplus(each.narrow(2, first + modes, modes)));
        return (modes == 1 ? null : each.narrow(2, 0, modes), location, deviation);

        Tensor Of(Func<DensityMode, double> of) =>
            tensor(blocks.SelectMany(block => block.Modes.Select(of)).ToArray()).to_type(output.dtype).reshape(blocks.Length, modes);
    }
}
