using System.CommandLine;

namespace Hourglass.Cli.Commands;

/// <summary>
/// <c>bench</c>: how fast the engines train and infer here, side by side with others. The options are read here; what they ask for is
/// measured by the program in <c>bench/speed</c>, so that the tool comes without what it is measured against.
/// </summary>
internal static class BenchCommand
{
    private const string Name = "bench";
    private static readonly SourceProgram Program = new(Name, "speed");

    /// <summary>The command of the tool: starts the benchmark with the same arguments.</summary>
    public static Command Create()
    {
        var first = new Option<bool>(FirstStep.Switch) { Hidden = true };
        var command = Create((invocation, _) =>
        {
            if (!invocation.Has(first)) return Program.Run(invocation.Arguments);
            invocation.StartEngine();
            FirstStep.Run();
            return 0;
        });
        command.Add(first);
        return command;
    }

    /// <summary>The command with its options, and what is done with them once they are found to be right.</summary>
    public static Command Create(Func<Invocation, BenchRequest, int> run)
    {
        var rounds = new Option<int>("--rounds") { Description = "Number of rounds; each round times every case once.", DefaultValueFactory = _ => 5 };
        var seconds = new Option<double>("--seconds")
        {
            Description = "Approximate duration of each measurement, after warm-up.",
            DefaultValueFactory = _ => 1,
        };
        var quick = new Option<bool>("--quick") { Description = "One short round with fewer sizes, for a quick look; the results are not reliable." };
        var only = new Option<string[]>("--only")
        {
            Description = $"Only these sections: {string.Join(" | ", BenchRequest.AllSections)}.",
            HelpName = "SECTION",
            AllowMultipleArgumentsPerToken = true,
        };
        var write = new Option<string?>("--write") { Description = "Also write the tables to this Markdown file.", HelpName = "FILE" };
        var command = new DocumentedCommand(Name, "Measures the speed of training and inference relative to a plain TorchSharp loop and ONNX Runtime. Run it on an otherwise idle machine.", """
            Examples:
              hourglass bench
              hourglass bench --quick
              hourglass bench --only training threads --rounds 9
              hourglass bench --write bench/RESULTS.md

            The first run builds the benchmark from the repository and downloads another 160 MB.
            """)
        { rounds, seconds, quick, only, write };
        Invocation.SetAction(command, invocation =>
        {
            if (invocation.Get(rounds) < 1) throw new UsageException($"{What("rounds")} is {Got(invocation.Get(rounds))}; give {Allowed("1 or more")}.");
            if (!(invocation.Get(seconds) > 0))
                throw new UsageException($"{What("seconds")} is {Got(invocation.Get(seconds))}; give {Allowed("a number above 0, such as 1")}.");
            if (invocation.Get(quick) && (invocation.Has(rounds) || invocation.Has(seconds)))
                throw new UsageException($"{What("--quick")} sets {Got("one round of 0.2 seconds")}; {Allowed("omit it to give --rounds or --seconds")}.");
            IReadOnlyList<string> asked = invocation.Get(only) is { Length: > 0 } some ? some : BenchRequest.AllSections;
            if (asked.Except(BenchRequest.AllSections, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
                throw new UsageException($"There is no {What("section")} '{Got(unknown)}'; use {Allowed(string.Join(", ", BenchRequest.AllSections))}.");
            var brief = invocation.Get(quick);
            return run(invocation, new BenchRequest(brief ? 1 : invocation.Get(rounds), brief ? 0.2 : invocation.Get(seconds), brief, asked,
                invocation.Get(write)));
        });
        return command;
    }
}
