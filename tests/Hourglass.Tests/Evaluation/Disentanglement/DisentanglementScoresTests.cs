using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Evaluation.Disentanglement;

namespace Hourglass.Tests.Evaluation.Disentanglement;

public sealed class DisentanglementScoresTests
{
    private static readonly string[] Names = ["mig", "sap", "dci_disentanglement", "dci_completeness", "dci_informativeness", "factor_vae_score", "beta_vae_score"];
    private static readonly DisentanglementOptions Quick = new() { Votes = 2000, TestVotes = 1000, Trees = 6 };

    [Fact]
    public void Codes_that_are_the_factors_are_perfect()
    {
        var table = FactorialCodes.Table([4, 6, 8, 10], 2);
        var scores = Score(FactorialCodes.Perfect(table), table);
        Assert.Equal(Names, scores.Keys);
        Assert.Equal(1, scores["mig"], 1e-12);
        Assert.InRange(scores["sap"], 0.995, 1);
        Assert.Equal(1, scores["dci_disentanglement"], 1e-12);
        Assert.Equal(1, scores["dci_completeness"], 1e-12);
        Assert.Equal(1, scores["dci_informativeness"], 1e-12);
        Assert.Equal(1, scores["factor_vae_score"]);
        Assert.Equal(1, scores["beta_vae_score"]);
    }

    [Fact]
    public void A_factor_of_kinds_has_a_chance_in_sap_and_is_perfect_in_the_others()
    {
        var table = FactorialCodes.Table([3, 20], 100, kinds: true);

        // Kinds that a line cannot order: the forest and the thresholds still tell them.
        var scores = Score(FactorialCodes.Codes(table, 2, (i, k) => k == 1 ? table.Values[i, 1] : new[] { 5.0, -1, 7 }[table.Values[i, 0]]), table);
        Assert.Equal(1, scores["mig"], 1e-12);
        Assert.Equal((1 + (1 - (1 / 3.0))) / 2, scores["sap"], 0.02);
        Assert.Equal(1, scores["dci_disentanglement"], 1e-12);
        Assert.Equal(1, scores["dci_informativeness"], 1e-12);
    }

    [Fact]
    public void Codes_that_know_nothing_have_nothing_but_chance()
    {
        var table = FactorialCodes.Table([4, 6, 8, 10], 2);
        var scores = Score(FactorialCodes.Codes(table, 5, FactorialCodes.Noise), table);
        foreach (var name in Names[..5]) Assert.InRange(scores[name], 0, 0.06);
        Assert.InRange(scores["factor_vae_score"], 0.15, 0.35);
        Assert.InRange(scores["beta_vae_score"], 0.2, 0.3);
    }

    [Fact]
    public void Two_factors_turned_by_an_eighth_lose_what_makes_them_two()
    {
        var table = FactorialCodes.Table([12, 12], 20);
        var scores = Score(FactorialCodes.Codes(table, 2, (i, j) => table.Values[i, 0] + ((j == 0 ? 1 : -1) * table.Values[i, 1])), table);
        Assert.InRange(scores["mig"], 0, 0.03);
        Assert.InRange(scores["sap"], 0, 0.03);
        Assert.InRange(scores["dci_disentanglement"], 0, 0.1);
        Assert.InRange(scores["dci_completeness"], 0, 0.1);
        Assert.InRange(scores["dci_informativeness"], 0.98, 1);
        Assert.InRange(scores["factor_vae_score"], 0.45, 0.6);
        Assert.InRange(scores["beta_vae_score"], 0.45, 0.55);
    }

    [Fact]
    public void Order_sign_scale_and_place_of_the_dimensions_do_not_matter()
    {
        var table = FactorialCodes.Table([5, 8, 10], 8);
        double Code(int i, int k) => table.Values[i, k] + (0.3 * table.Values[i, (k + 1) % 3]) + (2 * FactorialCodes.Noise(i, k));
        var scores = Score(FactorialCodes.Codes(table, 3, Code), table);
        (int From, double Scale)[] moved = [(2, -3), (0, 0.01), (1, 700)];
        var others = Score(FactorialCodes.Codes(table, 3, (i, j) => (moved[j].Scale * Code(i, moved[j].From)) + j), table);
        foreach (var name in Names) Assert.Equal(scores[name], others[name], 0.02);
        Assert.InRange(scores["mig"], 0.1, 0.7);
        Assert.InRange(scores["dci_disentanglement"], 0.3, 0.95);
    }

    [Fact]
    public void Equal_seeds_give_equal_scores_and_the_protocol_says_what_was_drawn()
    {
        var table = FactorialCodes.Table([5, 6], 20);
        var codes = FactorialCodes.Codes(table, 3, (i, j) => table.Values[i, j % 2] + (4 * FactorialCodes.Noise(i, j)));
        var few = Quick with { Points = 200, TestPoints = 100 };
        Assert.Equal(DisentanglementScores.Of(codes, table, few), DisentanglementScores.Of(codes, table, few));
        Assert.NotEqual(DisentanglementScores.Of(codes, table, few), DisentanglementScores.Of(codes, table, few with { Seed = 2 }));
        var protocol = DisentanglementScores.Protocol(table, few);
        Assert.Equal((600, 200, 200, 100, 2000), (protocol.Examples, protocol.MigPoints, protocol.LearntFrom, protocol.JudgedOn, protocol.Votes));
        Assert.Equal((400, 200), DisentanglementScores.Protocol(table) is var whole ? (whole.LearntFrom, whole.JudgedOn) : default);
    }

    [Fact]
    public void A_factor_that_does_not_vary_and_a_dimension_that_is_dead_have_no_part()
    {
        var table = FactorialCodes.Table([6, 1, 8], 20);
        var codes = FactorialCodes.Codes(table, 3, (i, k) => k == 1 ? 3 : table.Values[i, k]);
        var scores = Score(codes, table);
        Assert.Equal(1, scores["mig"], 1e-12);
        Assert.Equal(1, scores["dci_disentanglement"], 1e-12);
        Assert.Equal(1, scores["factor_vae_score"]);
        Assert.Equal(["f0", "f2"], DisentanglementScores.Protocol(table).Factors);
    }

    [Fact]
    public void Codes_that_are_all_dead_score_chance()
    {
        var table = FactorialCodes.Table([6, 8], 20);
        var scores = Score(new float[table.Count, 2], table);
        foreach (var name in Names[..5]) Assert.Equal(0, scores[name], 0.01);
        Assert.InRange(scores["factor_vae_score"], 0.45, 0.55);
        Assert.InRange(scores["beta_vae_score"], 0.45, 0.55);
    }

    [Fact]
    public void What_cannot_be_scored_is_refused()
    {
        var table = FactorialCodes.Table([3, 4], 2);
        Assert.Contains("2 codes and the factors of 24 examples", Assert.Throws<HourglassException>(() => DisentanglementScores.Of(new float[2, 2], table)).Message, StringComparison.Ordinal);
        Assert.Contains("No factor takes two values", Assert.Throws<HourglassException>(() => DisentanglementScores.Of(new float[1, 2], table.Select([0]))).Message, StringComparison.Ordinal);
        var message = Assert.Throws<UsageException>(() => DisentanglementScores.Of(new float[24, 2], table, new DisentanglementOptions { Bins = 1, Batch = 1 })).Message;
        Assert.Contains("bins is 1", message, StringComparison.Ordinal);
        Assert.Contains("batch is 1", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_is_scored_where_its_data_have_factors()
    {
        var rows = Sprites.Load(300).Test;
        using var model = Recipes.Ae(Networks.Dense(rows.Shape, [], 2)).Build(seed: 1);
        var metrics = Evaluator.Evaluate(model, rows);
        Assert.Equal(Names, metrics.Select(metric => metric.Name).Where(Names.Contains));
        Assert.DoesNotContain(Evaluator.Evaluate(model, rows.With(SideData.None)), metric => metric.Name == "mig");
    }

    private static Dictionary<string, double> Score(float[,] codes, FactorTable table) =>
        DisentanglementScores.Of(codes, table, Quick).ToDictionary(metric => metric.Name, metric => metric.Value);
}
