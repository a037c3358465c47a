using System.CommandLine;
using System.Text.Json.Nodes;
using Hourglass.Data;

namespace Hourglass.Cli.Commands;

/// <summary><c>decode</c>: the examples that codes stand for.</summary>
internal static class DecodeCommand
{
    public static Command Create()
    {
        var folder = CommonOptions.Folder();
        var codes = new Option<string>("--codes") { Description = "The codes: FILE.npy, FILE.csv or FILE.parquet, as encode writes them.", Required = true, HelpName = "F" };
        var output = CommonOptions.Out(ExampleFiles.Forms);
        var sample = GenerateCommand.Sample();
        var seed = CommonOptions.Seed();
        var condition = Conditions.Option("Such a model needs it, one for all codes or one for each.");
        var command = new DocumentedCommand("decode", "Turns codes back into examples.", """
            Example: hourglass decode runs/vae --codes codes.csv --out copies.png
            """)
        { folder, codes, output, sample, seed, condition };
        Invocation.SetAction(command, invocation =>
        {
            using var run = invocation.OpenRun(invocation.Get(folder));
            ExampleFiles.Check(invocation.Get(output), run.Model.Shape);
            var points = CodesFile.Read(invocation.Get(codes));
            var told = Conditions.Given(invocation, condition, run.Model, points.GetLength(0));
            if (told is null && run.Model.Blueprint.Networks.Condition is not null)
                throw new UsageException($"The codes alone do not say what the model '{run.Model.Blueprint.Model}' is to decode; give --condition, such as --condition 0.");
            var rows = run.Model.Decode(points, invocation.Get(sample), invocation.Seed(seed), told);
            invocation.Output.Say(ExampleFiles.Write(invocation.Get(output), rows, run.Model.Shape));
            invocation.Output.Result(new JsonObject { ["out"] = invocation.Get(output), ["count"] = rows.GetLength(0) });
            return 0;
        });
        return command;
    }
}
