using System.CommandLine;
using System.Text.Json.Nodes;
using Hourglass.Data;
using Hourglass.Tables;

namespace Hourglass.Cli.Commands;

/// <summary><c>decode</c>: the examples that codes stand for.</summary>
internal static class DecodeCommand
{
    public static Command Create()
    {
        var folder = CommonOptions.Folder();
        var codes = new Option<string>("--codes")
        {
            Description = "Codes as written by encode: FILE.npy, FILE.csv or FILE.parquet.",
            Required = true,
            HelpName = "F",
        };
        var output = CommonOptions.Out(ExampleFiles.Forms);
        var sample = GenerateCommand.Sample();
        var seed = CommonOptions.Seed();
        var condition = Conditions.Option("Required for such models: one value for all codes, or one per code.");
        var command = new DocumentedCommand("decode", "Decodes codes into examples.", """
            Example: hourglass decode runs/vae --codes codes.csv --out copies.png
            """)
        { folder, codes, output, sample, seed, condition };
        Invocation.SetAction(command, invocation =>
        {
            using var run = invocation.OpenRun(invocation.Get(folder));
            var isTable = TableOutput.Check(invocation.Get(output), run.Model);
            var points = CodesFile.Read(invocation.Get(codes));
            var told = Conditions.Given(invocation, condition, run.Model, points.GetLength(0));
            if (told is null && run.Model.Blueprint.Networks.Condition is not null)
                throw new UsageException($"The model '{What(run.Model.Blueprint.Model)}' is {Got("conditional")}; " +
                    $"give {Allowed("--condition, such as --condition 0")}.");
            var (path, count) = (invocation.Get(output), points.GetLength(0));
            invocation.Output.Say(invocation.Stoppable((report, token) => isTable
                ? TableOutput.Write(path, new TableModel(run.Model).Decode(points, invocation.Get(sample), invocation.Seed(seed), told, report, token))
                : ExampleFiles.Write(path, count, run.Model.Shape,
                write => run.Model.DecodeTo(points, write, invocation.Get(sample), invocation.Seed(seed), told, report, token), cancellation: token)));
            invocation.Output.Result(new JsonObject { ["out"] = path, ["count"] = count });
            return 0;
        });
        return command;
    }
}
