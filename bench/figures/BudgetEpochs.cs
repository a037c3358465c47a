using Hourglass.Cli.Commands;

namespace Hourglass.Figures;

/// <summary>The epochs of each budget.</summary>
/// <param name="Quick">At least 1.</param>
/// <param name="Paper">At least as many.</param>
internal sealed record BudgetEpochs(int Quick, int Paper)
{
    public int Of(ReproduceBudget budget) => budget == ReproduceBudget.Quick ? Quick : Paper;
}
