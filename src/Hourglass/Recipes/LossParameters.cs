using Hourglass.Losses;
using Hourglass.Settings;

namespace Hourglass;

/// <summary>Options of the reconstruction loss.</summary>
internal static class LossParameters
{
    public static readonly ChoiceParameter<LossKind> Loss = new("loss", LossKind.Auto, "how the decoder's output is read: auto is bernoulli for data in [0, 1], else gaussian");

    public static readonly NumberParameter Sigma = new("sigma", Gaussian.SumOfSquares, double.Epsilon, double.PositiveInfinity, "standard deviation of the gaussian loss; the default makes it the sum of squared errors");

    public static readonly NumberParameter SigmaFloor = new("sigma_floor", HeteroscedasticGaussian.DefaultFloor, double.Epsilon, double.PositiveInfinity, "smallest standard deviation of the heteroscedasticgaussian loss, in the units of the data");

    public static readonly NumberParameter LaplaceScale = new("laplace_scale", 1, double.Epsilon, double.PositiveInfinity, "scale of the laplace loss; the default makes it the sum of absolute errors");

    public static readonly IntegerParameter Levels = new("loss_levels", 8, 2, 1024, "values that each feature can have under the categorical loss, evenly spaced over [0, 1]");

    public static readonly NumberParameter SimilarityRate = new("similarity_rate", 1, double.Epsilon, double.PositiveInfinity, "nats for each number of a picture that has nothing in common with its copy, under the msssim loss");

    public static IReadOnlyList<Parameter> All { get; } = [Loss, Sigma, SigmaFloor, LaplaceScale, Levels, SimilarityRate];

    // Each is of one loss alone.
    private static readonly (Parameter Option, LossKind Of)[] Own =
    [
        (Sigma, LossKind.Gaussian), (SigmaFloor, LossKind.HeteroscedasticGaussian), (LaplaceScale, LossKind.Laplace), (Levels, LossKind.Categorical), (SimilarityRate, LossKind.MsSsim),
    ];

    /// <summary>The loss that the options describe.</summary>
    /// <exception cref="UsageException">An option of another loss is given, which would be without effect.</exception>
    public static Loss Read(SettingValues settings, DataTraits traits)
    {
        var asked = settings.Get(Loss);
        var chosen = asked != LossKind.Auto ? asked : traits.InUnitInterval ? LossKind.Bernoulli : LossKind.Gaussian;
        string[] idle = [.. Own.Where(one => one.Of != chosen && settings.Has(one.Option)).Select(one => $"{one.Option.Name} is an option of the loss {Text(one.Of)}, and the loss is {Text(chosen)}{(asked == LossKind.Auto ? " (auto, by the data)" : "")}; give loss={Text(one.Of)}, or leave {one.Option.Name} away.")];
        return idle.Length > 0 ? throw new UsageException(string.Join(" ", idle)) : Of(chosen, settings, traits);

        static string Text(LossKind kind) => kind.ToString().ToLowerInvariant();
    }

    private static Loss Of(LossKind kind, SettingValues settings, DataTraits traits) => kind switch
    {
        LossKind.ContinuousBernoulli => new ContinuousBernoulli(),
        LossKind.Gaussian => new Gaussian(settings.Get(Sigma)),
        LossKind.LearnedGaussian => new LearnedGaussian(),
        LossKind.HeteroscedasticGaussian => new HeteroscedasticGaussian(settings.Get(SigmaFloor)),
        LossKind.Laplace => new Laplace(settings.Get(LaplaceScale)),
        LossKind.DiscretizedLogistic => new DiscretizedLogistic(),
        LossKind.Categorical => new Categorical((int)settings.Get(Levels)!),
        LossKind.MsSsim => new MsSsim(traits.Shape, settings.Get(SimilarityRate)),
        _ => new Bernoulli(),
    };
}
