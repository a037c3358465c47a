using System.Text.RegularExpressions;
using Hourglass.Evaluation;
using Hourglass.Tests.Contracts;

namespace Hourglass.Tests.Docs;

/// <summary>The page about measures against what is measured.</summary>
public sealed partial class MeasuresPageTests
{
    private static readonly HashSet<string> Marked = [.. Repository.Marked("docs/measures.md")];

    public static TheoryData<string> Models => [.. ContractCase.Few.Select(one => $"{one}")];

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_figure_of_a_model_has_a_name_of_its_own_that_the_page_explains(string name)
    {
        var one = ContractCase.Of(name);
        var examples = one.Examples(60);
        using var model = one.Blueprint().Build();
        var options = new EvaluationOptions { NllSamples = 2, NllExamples = 4, InformationExamples = 20, NeighbourhoodExamples = 40 };
        string[] names = [.. Evaluator.Evaluate(model, examples, examples, options).Select(metric => metric.Name)];
        Assert.Equal(names.Distinct(StringComparer.Ordinal), names);
        Assert.All(names, figure => Assert.True(IsExplained(figure), figure));
    }

    /// <summary>As it stands, with K for its draws, or as a player's.</summary>
    private static bool IsExplained(string figure)
    {
        var general = Draws().Replace(figure, "bound_K_");
        return Enumerable.Range(0, general.Length).Where(start => start == 0 || general[start - 1] == '_').Any(start => Marked.Contains(general[start..]));
    }

    [GeneratedRegex(@"bound_\d+_", RegexOptions.NonBacktracking)]
    private static partial Regex Draws();
}
