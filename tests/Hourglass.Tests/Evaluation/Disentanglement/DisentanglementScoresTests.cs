using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Evaluation.Disentanglement;

namespace Hourglass.Tests.Evaluation.Disentanglement;

public sealed class DisentanglementScoresTests
{
    private static readonly string[] Names = ["mig", "sap", "dci_disentanglement", "dci_completeness", "dci_informativeness", "factor_vae_score",
        "beta_vae_score"];
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
        Assert.Equal((600, 200, 200, 100, 2000), (protocol.Examples, protocol.MigPoints, protocol.FitExamples, protocol.TestExamples, protocol.Votes));
        Assert.Equal((400, 200), DisentanglementScores.Protocol(table) is var whole ? (whole.FitExamples, whole.TestExamples) : default);
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
    public void A_number_of_its_own_for_each_example_changes_no_score()
    {
        var table = FactorialCodes.Table([5, 8], 15);
        var codes = FactorialCodes.Codes(table, 3, (i, k) => k < 2 ? table.Values[i, k] : FactorialCodes.Noise(i, k));
        var numbered = With(table, new Factor("number", int.MaxValue), i => 3 * i);
        Assert.Equal(DisentanglementScores.Of(codes, table, Quick), DisentanglementScores.Of(codes, numbered, Quick));
        Assert.Equal(["f0", "f1"], DisentanglementScores.Protocol(numbered).Factors);
        Assert.Contains("'number' (fewer than two values", ScoredFactors.Of(numbered, Quick).Warning, StringComparison.Ordinal);
        Assert.Null(ScoredFactors.Of(table, Quick).Warning);
        Assert.Equal(MutualInformationGap.Of(codes, table), MutualInformationGap.Of(codes, numbered));
        Assert.Equal(AttributePredictability.Of(codes, table, 400), AttributePredictability.Of(codes, numbered, 400));
        Assert.Equal(DciScores.Of(codes, table, 400, trees: 2), DciScores.Of(codes, numbered, 400, trees: 2));
    }

    [Fact]
    public void Nothing_grows_with_how_large_a_value_is()
    {
        var table = FactorialCodes.Table([4, 6], 20, kinds: true);
        var codes = FactorialCodes.Codes(table, 3, (i, k) => k < 2 ? table.Values[i, k] : FactorialCodes.Noise(i, k));
        var values = (int[,])table.Values.Clone();
        for (var i = 0; i < table.Count; i++) (values[i, 0], values[i, 1]) = (20_240_131 + (500_000_000 * values[i, 0]), 2_000_000_000 + values[i, 1]);
        var far = new FactorTable([.. table.Factors.Select(factor => factor with { Size = int.MaxValue })], values);
        foreach (var (one, other) in DisentanglementScores.Of(codes, table, Quick).Zip(DisentanglementScores.Of(codes, far, Quick)))
            Assert.Equal(one.Value, other.Value, 1e-6);
    }

    [Fact]
    public void Kinds_that_are_too_many_to_tell_have_no_part()
    {
        var table = FactorialCodes.Table([5, 300], 2);
        var kinds = new FactorTable([table.Factors[0], table.Factors[1] with { IsOrdered = false }], table.Values);
        var codes = FactorialCodes.Perfect(table);
        Assert.Contains("'f1' (more than 256 kinds)", ScoredFactors.Of(kinds, Quick).Warning, StringComparison.Ordinal);
        Assert.Equal(["f0"], DisentanglementScores.Protocol(kinds).Factors);
        Assert.Contains("'f1' has more than 256 kinds", Assert.Throws<HourglassException>(() => DciScores.Of(codes, kinds, 2000)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_factor_that_varies_too_rarely_to_be_drawn_is_left_out_and_told()
    {
        var table = FactorialCodes.Table([4, 4], 30);
        var codes = FactorialCodes.Perfect(table);
        var order = ScoredFactors.Of(table, Quick).Positions;
        var rare = With(table, new Factor("rare", 2), i => order.AsSpan(ScoredFactors.Of(table, Quick).Learnt).IndexOf(i) is >= 0 and < 3 ? 1 : 0);
        Assert.Contains("'rare'", ScoredFactors.Of(rare, Quick).Warning, StringComparison.Ordinal);
        Assert.Equal(DisentanglementScores.Of(codes, table, Quick), DisentanglementScores.Of(codes, rare, Quick));

        // Nothing but such a factor: no score, and no failure of all other figures.
        var alone = new FactorTable([new Factor("rare", 2)], Column(rare, 2));
        Assert.False(DisentanglementScores.Fits(alone));
        var pictures = new FloatExamples(Batches.Numbers(table.Count * 4, 1), DataShape.Row(4)).With(new SideData(Factors: alone));
        using var model = Recipes.Ae(Networks.Dense(pictures.Shape, [], 2)).Build(seed: 1);
        var report = Evaluator.Report(model, pictures);
        Assert.DoesNotContain(report.Metrics, metric => Names.Contains(metric.Name));
        Assert.Contains(report.Warnings, warning => warning.Contains("'rare'", StringComparison.Ordinal));
        Assert.False(DisentanglementScores.Fits(table.Select([0, 1, 2])));
    }

    [Fact]
    public void What_a_single_dimension_or_a_single_factor_cannot_show_is_left_out()
    {
        var table = FactorialCodes.Table([3, 6], 60, kinds: true);
        var noise = Score(FactorialCodes.Codes(table, 1, FactorialCodes.Noise), table);
        Assert.Equal(Names.Where(name => name != "dci_completeness"), noise.Keys);
        foreach (var name in new[] { "mig", "sap", "dci_disentanglement" }) Assert.InRange(noise[name], 0, 0.1);

        var one = new FactorTable([table.Factors[0]], Column(table, 0));
        Assert.Equal(["mig", "sap", "dci_completeness", "dci_informativeness"], Score(FactorialCodes.Codes(one, 3, FactorialCodes.Noise), one).Keys);
        Assert.Contains("two examples each is 1", Assert.Throws<HourglassException>(() => FactorVaeScore.Of(new float[one.Count, 2], one)).Message,
            StringComparison.Ordinal);
        Assert.Contains("two examples each is 1", Assert.Throws<HourglassException>(() => BetaVaeScore.Of(new float[one.Count, 2], one)).Message,
            StringComparison.Ordinal);

        // The kinds in one dimension, in an order that thresholds tell: everything but chance.
        Assert.Equal(1 - (1 / 3.0), AttributePredictability.Of(FactorialCodes.Perfect(one), one, 700), 1e-12);
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
        Assert.Contains("2 codes and the factors of 24 examples",
            Assert.Throws<HourglassException>(() => DisentanglementScores.Of(new float[2, 2], table)).Message, StringComparison.Ordinal);
        Assert.Contains("No factor takes two values",
            Assert.Throws<HourglassException>(() => DisentanglementScores.Of(new float[1, 2], table.Select([0]))).Message, StringComparison.Ordinal);
        var message = Assert.Throws<UsageException>(() => DisentanglementScores.Of(new float[24, 2], table,
            new DisentanglementOptions { Bins = 1, Batch = 1 })).Message;
        Assert.Contains("bins is 1", message, StringComparison.Ordinal);
        Assert.Contains("batch is 1", message, StringComparison.Ordinal);
        var codes = new float[24, 2];
        Assert.Contains("bins is 1", Refused(() => MutualInformationGap.Of(codes, table, 1)), StringComparison.Ordinal);
        Assert.Contains("25 training examples are requested, and there are 24", Refused(() => AttributePredictability.Of(codes, table, 25)),
            StringComparison.Ordinal);
        Assert.Contains("25 training examples are requested, and there are 24", Refused(() => DciScores.Of(codes, table, 25).Disentanglement),
            StringComparison.Ordinal);
        Assert.Contains("0 training examples are requested", Refused(() => AttributePredictability.Of(codes, table, 0)), StringComparison.Ordinal);
        Assert.Contains("trees is 0", Refused(() => DciScores.Of(codes, table, 12, trees: 0).Disentanglement), StringComparison.Ordinal);
        Assert.Contains("test_votes is 0; give a whole number from 1",
            Refused(() => FactorVaeScore.Of(codes, table, new DisentanglementOptions { TestVotes = 0 })),
            StringComparison.Ordinal);
        Assert.Contains("votes is 0; give a whole number from 1", Refused(() => BetaVaeScore.Of(codes, table, new DisentanglementOptions { Votes = 0 })),
            StringComparison.Ordinal);
        Assert.Contains("points is 1", Refused(() => DisentanglementScores.Protocol(table, new DisentanglementOptions { Points = 1 }).Examples),
            StringComparison.Ordinal);

        static string Refused(Func<double> score) => Assert.Throws<UsageException>(() => score()).Message;
    }

    [Fact]
    public void A_model_is_scored_where_its_data_have_factors()
    {
        var rows = Sprites.Load(300).Test;
        using var model = Recipes.Ae(Networks.Dense(rows.Shape, [], 2)).Build(seed: 1);
        var metrics = Evaluator.Evaluate(model, rows);
        Assert.Equal(Names, metrics.Select(metric => metric.Name).Where(Names.Contains));
        Assert.DoesNotContain(Evaluator.Evaluate(model, rows.With(SideData.None)), metric => metric.Name == "mig");
        Assert.DoesNotContain(Evaluator.Evaluate(model, rows, null, new EvaluationOptions { DisentanglementExamples = 0 }),
            metric => Names.Contains(metric.Name));
    }

    private static FactorTable With(FactorTable table, Factor factor, Func<int, int> value)
    {
        var width = table.Factors.Count;
        var values = new int[table.Count, width + 1];
        for (var i = 0; i < table.Count; i++)
        {
            for (var k = 0; k < width; k++) values[i, k] = table.Values[i, k];
            values[i, width] = value(i);
        }

        return new FactorTable([.. table.Factors, factor], values);
    }

    private static int[,] Column(FactorTable table, int factor)
    {
        var column = new int[table.Count, 1];
        for (var i = 0; i < table.Count; i++) column[i, 0] = table.Values[i, factor];
        return column;
    }

    private static Dictionary<string, double> Score(float[,] codes, FactorTable table) =>
        DisentanglementScores.Of(codes, table, Quick).ToDictionary(metric => metric.Name, metric => metric.Value);
}
