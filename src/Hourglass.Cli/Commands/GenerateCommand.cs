using System.CommandLine;
using Hourglass.Tables;

namespace Hourglass.Cli.Commands;

/// <summary><c>generate</c>: new examples from latent vectors drawn from the prior or by a sampler.</summary>
internal static class GenerateCommand
{
    public static Option<bool> Sample() => new("--sample") { Description = "Sample from the distribution of the decoder instead of using its mean." };

    public static Command Create()
    {
        var folder = CommonOptions.Folder();
        var count = new Option<int>("--count", "-n") { Description = "Number of examples.", DefaultValueFactory = _ => 64, HelpName = "N" };
        var sampler = new SamplerOptions();
        var seed = CommonOptions.Seed();
        var sample = Sample();
        var condition = Conditions.Option("By default all classes in turn.");
        var where = new Option<string[]>("--where")
        {
            Description = "What made rows of a table must fulfil, separated by commas: smoker=yes, age>=60 (=, and <, <=, >, >= for numbers, dates and levels " +
                "in order). A conditional model is told its columns so.",
            HelpName = "CLAUSES",
        };
        var output = CommonOptions.Out(ExampleFiles.Forms);
        var command = new DocumentedCommand("generate", "Generates examples by decoding latent vectors from the prior (N(0, I) for most variational models, wae and aae; a fitted normal distribution for other deterministic models) or from a sampler. The first use of a sampler fits it to the training data and saves it with the run; otherwise no data are read.", """
            Examples:
              hourglass generate runs/vae --count 64 --seed 7 --out new.png
              hourglass generate runs/cvae --count 16 --condition 3 --out threes.png
              hourglass generate runs/people --count 1000 --where "age>=60,smoker=yes" --out new.csv
              hourglass generate runs/ae --sampler mixture --set components=10 --out new.png
            """)
        { folder, count, seed, sample, condition, where, output };
        sampler.AddTo(command);
        Invocation.SetAction(command, invocation =>
        {
            sampler.Check(invocation);
            using var run = invocation.OpenRun(invocation.Get(folder));
            var isTable = TableOutput.Check(invocation.Get(output), run.Model);
            RowClause[] clauses = [.. (invocation.Get(where) ?? []).SelectMany(RowClause.Parse)];
            if (clauses.Length > 0 && !isTable)
                throw new UsageException($"{What("--where")} applies to tables, and the model in '{run.Folder}' was trained on {Got("other data")}; " +
                    $"{Allowed("omit it")}.");
            var wanted = invocation.Get(count);
            if (wanted < 1) throw new UsageException($"{What("count")} is {Got(wanted)}; give {Allowed("at least 1")}.");
            var told = Conditions.Given(invocation, condition, run.Model, wanted);
            var (fitted, facts) = sampler.Obtain(invocation, run);
            using var drawn = fitted;
            if (isTable)
            {
                var rows = invocation.Stoppable((report, token) => new TableModel(run.Model).Generate(wanted, invocation.Seed(seed), told, drawn,
                    clauses, report, token));
                invocation.Output.Say(TableOutput.Write(invocation.Get(output), rows));
            }
            else invocation.Output.Say(invocation.Stoppable((report, token) => ExampleFiles.Write(invocation.Get(output), wanted, run.Model.Shape,
                write => run.Model.GenerateTo(wanted, write, invocation.Seed(seed), invocation.Get(sample), told, drawn, report, token), cancellation: token)));
            facts["out"] = invocation.Get(output);
            facts["count"] = wanted;
            invocation.Output.Result(facts);
            return 0;
        });
        return command;
    }
}
