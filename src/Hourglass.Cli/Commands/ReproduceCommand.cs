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
        var rows = new Argument<string[]>("ROW")
        {
            Description = "Rows to train; by default all unfinished rows, cheapest first.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var budget = new Option<string>("--budget") { Description = "Training budget: quick | paper.", DefaultValueFactory = _ => "quick" };
        var list = new Option<bool>("--list") { Description = "List the rows with their results; do not train." };
        var output = CommonOptions.Out("Folder for the runs; runs/reproduction in the repository by default.", required: false);
        var command = new DocumentedCommand(Name, "Reproduces published results: trains their protocols, prints our result next to the published one, and updates bench/REPRODUCTION.md.", """
            Examples:
              hourglass reproduce --list
              hourglass reproduce pca-30 iwae-5
              hourglass reproduce iwae-5 --budget paper

            Rows are JSON files in bench/reproduction, their results are in bench/reproduction/results. A finished row is not trained again, an interrupted
            one is resumed, and a larger budget continues from a smaller one. Several processes can run at once, each with its own rows.
            The page is generated from all rows and results present.
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
