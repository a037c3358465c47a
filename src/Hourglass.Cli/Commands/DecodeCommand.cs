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
        var command = new Command("decode", """
            Turns codes back into examples.

            Example: hourglass decode runs/vae --codes codes.csv --out copies.png
            """)
        { folder, codes, output, sample, seed };
        Invocation.SetAction(command, invocation =>
        {
            using var run = LoadedRun.Open(invocation, invocation.Get(folder));
            ExampleFiles.Check(invocation.Get(output), run.Model.Shape);
            var points = CodesFile.Read(invocation.Get(codes));
            var rows = run.Model.Decode(points, invocation.Get(sample), (ulong)invocation.Get(seed));
            invocation.Output.Say(ExampleFiles.Write(invocation.Get(output), rows, run.Model.Shape));
            invocation.Output.Result(new JsonObject { ["out"] = invocation.Get(output), ["count"] = rows.GetLength(0) });
            return 0;
        });
        return command;
    }
}
