namespace Hourglass.Evaluation.Disentanglement;

/// <summary>What scores of disentanglement were made of.</summary>
/// <param name="Factors">The factors of which two values and more occur twice and more among the examples learnt from; the others have no part in any score.</param>
/// <param name="Examples">How many examples with their codes there were.</param>
/// <param name="MigPoints">How many of them MIG was taken over.</param>
/// <param name="MigBins">Into how many bins each code dimension was cut.</param>
/// <param name="LearntFrom">How many of them SAP and DCI learnt from.</param>
/// <param name="JudgedOn">How many others they were judged on.</param>
/// <param name="DciTrees">Trees of the forest of each factor.</param>
/// <param name="Votes">Votes and differences that the FactorVAE and beta-VAE scores learnt from.</param>
/// <param name="TestVotes">Others that they were judged on.</param>
/// <param name="VoteBatch">Examples of a vote, pairs of a difference.</param>
/// <param name="Seed">Of all draws.</param>
internal sealed record DisentanglementProtocol(
    IReadOnlyList<string> Factors,
    int Examples,
    int MigPoints,
    int MigBins,
    int LearntFrom,
    int JudgedOn,
    int DciTrees,
    int Votes,
    int TestVotes,
    int VoteBatch,
    ulong Seed)
{
    /// <summary>Where pairs with an equal factor come from.</summary>
    public string Pairs { get; } = "examples of the split with the value in common, drawn with replacement";

    /// <summary>What tells the factors apart in the beta-VAE score.</summary>
    public string Classifier { get; } = "multinomial logistic regression on standardised differences";
}
