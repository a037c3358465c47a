using System.CommandLine;
using Hourglass.Settings;

namespace Hourglass.Cli.Commands;

/// <summary>
/// <c>reproduce</c>: trains the protocols of published figures, and puts ours beside them. The options are read here; what they ask for is done by
/// the program in <c>bench/figures</c>, since rows and pages are the repository's and no part of the tool.
/// </summary>
internal static class ReproduceCommand
{
    private const string Name = "reproduce";
    private static readonly SourceProgram Program = new(Name, "figures");

    /// <summary>The command of the tool: starts the program with the same arguments.</summary>
    public static Command Create() => Create((invocation, _) => Program.Run([Name, .. invocation.Arguments]));

    /// <summary>The command with its options, and what is done with them once they are found to be right.</summary>
    public static Command Create(Func<Invocation, ReproduceRequest, int> run)
    {
        var rows = new Argument<string[]>("ROW") { Description = "Rows to train; without any, all that are not finished, the cheapest first.", Arity = ArgumentArity.ZeroOrMore };
        var budget = new Option<string>("--budget") { Description = "How long to train: quick | paper.", DefaultValueFactory = _ => "quick" };
        var list = new Option<bool>("--list") { Description = "Train nothing; list the rows with what they have reached." };
        var output = CommonOptions.Out("The folder of the runs; runs/reproduction of the repository by default.", required: false);
        var command = new DocumentedCommand(Name, "Makes published figures again: trains their protocols, prints our figure beside the published one, and updates bench/REPRODUCTION.md.", """
            Examples:
              hourglass reproduce --list
              hourglass reproduce pca-30 iwae-5
              hourglass reproduce iwae-5 --budget paper

            Rows are the JSON files in bench/reproduction, what they reached is in bench/reproduction/results. A finished row is not trained again, an
            interrupted one goes on, and a larger budget goes on from where a smaller one ended. Several can be started at once, each with its own rows.
            The page is written from all rows and results as they lie there then, whoever trained them.
            """)
        { rows, budget, list, output };
        Invocation.SetAction(command, invocation => run(invocation, new ReproduceRequest(
            invocation.Get(rows) ?? [],
            new ChoiceParameter<ReproduceBudget>("budget", ReproduceBudget.Quick, "how long to train").Parse(invocation.Get(budget)),
            invocation.Get(list),
            invocation.Get(output))));
        return command;
    }
}
