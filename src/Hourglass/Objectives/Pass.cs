using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Losses;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// The tensors of one forward pass that objective terms may look at. With several latent vectors per example, rows are
/// [batch x particles], the particles of one example being consecutive. What only some objectives need is computed on first use.
/// </summary>
public sealed class Pass
{
    private readonly Lazy<Tensor> logPosterior;
    private readonly Lazy<Tensor> logPrior;
    private readonly Lazy<Tensor> logLikelihood;
    private readonly Lazy<Tensor> fresh;
    private readonly Lazy<Tensor> freshOutput;
    private readonly Dictionary<object, object> shared = [];

    internal Pass(Autoencoder model, Code code, Batch input, Tensor target, int particles, Moment moment, Generator random)
    {
        Model = model;
        Input = input;
        Particles = particles;
        Moment = moment;
        Random = random;
        Code = particles == 1 ? code : code.Repeat(particles);
        Target = Repeated(target)!;
        Condition = Repeated(model.Modules.ConditionOf(input));
        Mask = Repeated(Padding.Mask(model.Shape, input));
        Start = Code.Sample(random);
        (Latent, LogJacobian) = model.Push((Code as IJointCode)?.Decoded(Start) ?? Start, this);
        Output = model.Modules.Decode(Latent, Condition, Target);
        logPosterior = new(() => Carried((DistributionCode)Code));
        logPrior = new(() => (Code as IJointCode)?.LogPrior(Start, Latent) ?? model.Modules.LogPrior(Latent, random, model));
        logLikelihood = new(() => -Loss.NegativeLogLikelihood(Output, Target, Mask));
        fresh = new(() => model.Modules.Prior.Sample((int)Latent.shape[0], random, model).to_type(Latent.dtype));
        freshOutput = new(() => model.Modules.Decode(Fresh, Condition));

        Tensor? Repeated(Tensor? ofExamples) => particles == 1 ? ofExamples : ofExamples?.repeat_interleave(particles, 0);
    }

    /// <summary>The clean examples: [rows, size].</summary>
    public Tensor Target { get; }

    /// <summary>The latent vectors that were decoded: [rows, latent].</summary>
    public Tensor Latent { get; }

    /// <summary>The decoder's output (logits or means): [rows, size x outputs per feature].</summary>
    public Tensor Output { get; }

    /// <summary>1 where a feature is real and 0 where it is padding of a series: [rows, size]; null when all are real.</summary>
    public Tensor? Mask { get; }

    /// <summary>How the output is read as a distribution.</summary>
    public Loss Loss => Model.Blueprint.Loss;

    /// <summary>Latent vectors drawn for each example.</summary>
    public int Particles { get; }

    /// <summary>The point of training at which the pass is made.</summary>
    public Moment Moment { get; }

    /// <summary>log p(x|z) in nats: [rows].</summary>
    public Tensor LogLikelihood => logLikelihood.Value;

    /// <summary>log q(z|x) in nats, flows and further latent variables included: [rows]. Only where the code is a distribution.</summary>
    public Tensor LogPosterior => logPosterior.Value;

    /// <summary>
    /// The same numbers with the path derivative: a Gaussian's parameters learn through the draw alone. The omitted part, the score
    /// d log q(z|x) / d(m, s) at a given z, is 0 on average and noise in every draw, even when q is exact (Roeder, Wu &amp; Duvenaud,
    /// "Sticking the landing", NIPS 2017, equation 7). Valid for expectations over single draws, not for bounds over several.
    /// </summary>
    public Tensor PathLogPosterior => Code is GaussianCode gaussian ? Carried(gaussian.Detach()) : LogPosterior;

    /// <summary>log p(z) in nats, further latent variables included: [rows]. Only where the prior has a density.</summary>
    public Tensor LogPrior => logPrior.Value;

    /// <summary>log p(x, z) - log q(z|x) in nats, whose exponential is p(x) on average: [rows].</summary>
    public Tensor LogWeight => LogLikelihood + LogPrior - LogPosterior;

    /// <summary>Latent vectors drawn from the prior: [rows, latent].</summary>
    public Tensor Fresh => fresh.Value;

    /// <summary>The decoder's output for <see cref="Fresh"/>: [rows, size x outputs per feature].</summary>
    public Tensor FreshOutput => freshOutput.Value;

    /// <summary>Source of randomness for terms.</summary>
    public Generator Random { get; }

    internal Autoencoder Model { get; }

    /// <summary>What the encoder saw: [batch].</summary>
    internal Batch Input { get; }

    /// <summary>The code, repeated for the particles: [rows].</summary>
    internal Code Code { get; }

    /// <summary>The condition of encoder and decoder: [rows, numbers], or null.</summary>
    internal Tensor? Condition { get; }

    /// <summary>The draws from the code before any flow: [rows, latent], longer if the decoder sees only a part of them.</summary>
    internal Tensor Start { get; }

    /// <summary>The sum of the flows' log-Jacobians: [rows]; null without flows.</summary>
    internal Tensor? LogJacobian { get; }

    /// <summary>Values shared by several terms: computed by the first term that asks, and cached by key for the others.</summary>
    internal T Shared<T>(object key, Func<T> make)
        where T : class
    {
        if (!shared.TryGetValue(key, out var value)) shared[key] = value = make();
        return (T)value;
    }

    private Tensor Carried(DistributionCode from) => from.LogDensity(Start) is var density && LogJacobian is { } jacobian ? density - jacobian : density;
}
