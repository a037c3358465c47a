namespace Hourglass.Evaluation.Disentanglement;

/// <summary>How disentanglement scores were computed.</summary>
/// <param name="Factors">The factors that have at least two values which occur at least twice among the training examples; the others are excluded from all
/// scores.</param>
/// <param name="Examples">Number of examples with codes.</param>
/// <param name="MigPoints">Number of examples used for MIG.</param>
/// <param name="MigBins">Number of bins of each code dimension.</param>
/// <param name="FitExamples">Number of training examples of SAP and DCI.</param>
/// <param name="TestExamples">Number of test examples of SAP and DCI.</param>
/// <param name="DciTrees">Trees of the forest of each factor.</param>
/// <param name="Votes">Training votes and differences of the FactorVAE and beta-VAE scores.</param>
/// <param name="TestVotes">Test votes and differences.</param>
/// <param name="VoteBatch">Examples per vote, pairs per difference.</param>
/// <param name="Seed">Seed of all draws.</param>
internal sealed record DisentanglementProtocol(
    IReadOnlyList<string> Factors,
    int Examples,
    int MigPoints,
    int MigBins,
    int FitExamples,
    int TestExamples,
    int DciTrees,
    int Votes,
    int TestVotes,
    int VoteBatch,
    ulong Seed)
{
    /// <summary>How pairs with an equal factor are drawn.</summary>
    public string Pairs { get; } = "examples of the split with the value in common, drawn with replacement";

    /// <summary>The classifier of factors in the beta-VAE score.</summary>
    public string Classifier { get; } = "multinomial logistic regression on standardised differences";
}
