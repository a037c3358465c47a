using System.CommandLine;
using System.Text.Json.Nodes;

namespace Hourglass.Cli.Commands;

/// <summary><c>generate</c>: new examples from latent vectors drawn from the prior.</summary>
internal static class GenerateCommand
{
    public static Option<bool> Sample() => new("--sample") { Description = "Draw from the decoder's distribution instead of giving its mean." };

    public static Command Create()
    {
        var folder = CommonOptions.Folder();
        var count = new Option<int>("--count", "-n") { Description = "How many.", DefaultValueFactory = _ => 64, HelpName = "N" };
        var sampler = new Option<string>("--sampler") { Description = "Where latent vectors come from: prior.", DefaultValueFactory = _ => "prior" };
        var seed = CommonOptions.Seed();
        var sample = Sample();
        var condition = Conditions.Option("Without it classes take turns.");
        var output = CommonOptions.Out(ExampleFiles.Forms);
        var command = new DocumentedCommand("generate", "Makes new examples without any data: latent vectors from the prior (N(0, I) for variational models, the fitted normal for others), decoded.", """
            Examples:
              hourglass generate runs/vae --count 64 --seed 7 --out new.png
              hourglass generate runs/cvae --count 16 --condition 3 --out threes.png
            """)
        { folder, count, sampler, seed, sample, condition, output };
        Invocation.SetAction(command, invocation =>
        {
            if (invocation.Get(sampler) != "prior")
                throw new UsageException($"sampler is '{invocation.Get(sampler)}'; give prior.");
            using var run = LoadedRun.Open(invocation, invocation.Get(folder));
            ExampleFiles.Check(invocation.Get(output), run.Model.Shape);
            var wanted = invocation.Get(count);
            if (wanted < 1) throw new UsageException($"The count is {wanted}; ask for at least 1.");
            var told = Conditions.Given(invocation, condition, run.Model, wanted);
            var rows = run.Model.Generate(wanted, (ulong)invocation.Get(seed), invocation.Get(sample), told);
            invocation.Output.Say(ExampleFiles.Write(invocation.Get(output), rows, run.Model.Shape));
            invocation.Output.Result(new JsonObject { ["out"] = invocation.Get(output), ["count"] = rows.GetLength(0) });
            return 0;
        });
        return command;
    }
}
