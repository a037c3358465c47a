using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Settings;

namespace Hourglass;

public static partial class Recipes
{
    private static readonly ChoiceParameter<ConditionKind> ConditionChoice = new("condition", ConditionKind.Auto,
        "condition of encoder and decoder; auto is the side columns if the data have any, else the class");

    /// <summary>
    /// The conditional VAE: encoder q(z|x, c) and decoder p(x|z, c) get a condition c, so that z holds the information that c lacks and
    /// new examples can be requested by c (Sohn, Lee &amp; Yan 2015; with the prior p(z|c) = N(0, I) of Kingma et al. 2014, section 2.2).
    /// </summary>
    /// <param name="networks">Bodies of encoder and decoder.</param>
    /// <param name="condition">The condition of both.</param>
    /// <param name="loss">The loss; null for Bernoulli (for values in [0, 1]).</param>
    /// <param name="warmup">Epochs over which the KL's weight rises from 0 to 1; 0 for none.</param>
    public static Blueprint<GaussianCode> Cvae(Networks networks, Condition condition, Loss? loss = null, double warmup = 0) =>
        Vae(networks with { Condition = condition }, loss, warmup) with { Model = "cvae" };

    internal static readonly Recipe CvaeRecipe = new()
    {
        Id = "cvae",
        Family = Family.Variational,
        Summary = "Conditional VAE: conditioned on the class or side columns of each example; new data of a chosen class.",
        Objective = "-E_q(z|x,c)[log p(x|z, c)] + KL(q(z|x, c) || N(0, I))",
        Paper = new Paper("sohn2015", "K. Sohn and H. Lee and X. Yan", "Learning structured output representation using deep conditional generative models",
            "NeurIPS", 2015),
        Data = DataDemand.Conditions,
        Parameters = [ConditionChoice, ModelParameters.Warmup],
        Create = given => Cvae(given.Networks, ReadCondition(given.Get(ConditionChoice), given.Data), given.Loss, given.Get(ModelParameters.Warmup)),
    };

    private static Condition ReadCondition(ConditionKind kind, DataTraits data) => (kind, data) switch
    {
        (ConditionKind.Labels, { Classes: 0 }) =>
            throw new UsageException($"{What("condition")} is {Got("labels")}, but this data has no labels; give " +
                $"{Allowed($"labelled data or {Setting("condition", "columns")}")}."),
        (ConditionKind.Columns, { Conditions: 0 }) =>
            throw new UsageException($"{What("condition")} is {Got("columns")}, but this data has no side columns; give " +
                $"{Allowed($"the array 'conditions' in an .npz file, or {Setting("condition", "labels")}")}."),
        (ConditionKind.Labels, _) or (ConditionKind.Auto, { Conditions: 0 }) => new LabelCondition(data.Classes, data.ClassNames),
        _ => new ColumnsCondition(data.Conditions),
    };
}
