#pragma warning disable MA0048 // The page shows that a model with a term of its own is one file.
// <page>
using Hourglass.Codes;
using Hourglass.Objectives;
using Hourglass.Settings;
using static TorchSharp.torch;

namespace Hourglass.Tests.Docs;

/// <summary>rate / 2 * |z|^2: in nats, the negative logarithm of a normal prior of variance 1 / rate, less its constant.</summary>
/// <param name="Rate">Nats per unit of half the squared norm; above 0.</param>
public sealed record CodeNorm(double Rate) : ObjectiveTerm, IObjectiveTerm<PointCode>
{
    /// <summary>The displayed name of the metric, which ends in its unit.</summary>
    public override string Metric => "code_norm_nats";

    ObjectiveTerm IObjectiveTerm<PointCode>.Spec => this;

    /// <summary>The unweighted term in nats: [batch].</summary>
    public Tensor Evaluate(PointCode code, Pass pass) => code.Location.square().sum(1) * (0.5 * Rate);
}

/// <summary>An autoencoder that keeps its codes short.</summary>
public static class NormAutoencoder
{
    private static readonly NumberParameter Rate = new("rate", 0.1, double.Epsilon, double.PositiveInfinity,
        "penalty in nats per unit of half the squared code norm");

    /// <summary>For users: the description, the options, and how they become a blueprint.</summary>
    public static Recipe Recipe { get; } = new()
    {
        Id = "norm-ae",
        Family = Family.Classical,
        Summary = "Short codes: an autoencoder with a penalty on the squared norm of the code.",
        Objective = "-log p(x|z) + rate / 2 * |z|^2",
        Paper = new Paper("ghosh2020", "P. Ghosh and M. S. M. Sajjadi and A. Vergari and M. Black and B. Schoelkopf",
            "From variational to deterministic autoencoders", "ICLR", 2020),
        Parameters = [Rate],
        Hidden = [256],
        Create = given => Blueprint(given.Networks, given.Get(Rate)) with { Loss = given.Loss },
    };

    /// <summary>For programs: parts in, blueprint out, as a variation of another model.</summary>
    public static Blueprint<PointCode> Blueprint(Networks networks, double rate) =>
        Recipes.Ae(networks) with { Model = "norm-ae", Objective = [new Reconstruction(), new CodeNorm(rate)] };
}
