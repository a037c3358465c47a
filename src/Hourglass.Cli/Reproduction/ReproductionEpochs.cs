namespace Hourglass.Cli.Reproduction;

/// <summary>The epochs of each budget.</summary>
/// <param name="Quick">At least 1.</param>
/// <param name="Paper">At least as many.</param>
internal sealed record ReproductionEpochs(int Quick, int Paper)
{
    public int Of(ReproductionBudget budget) => budget == ReproductionBudget.Quick ? Quick : Paper;
}
