using System.CommandLine;
using System.Text.Json.Nodes;
using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Reports;
using Hourglass.Runs;
using Hourglass.Tables;

namespace Hourglass.Cli.Commands;

/// <summary><c>traverse</c>: what single latent dimensions do; the whole manifold when there are two.</summary>
internal static class TraverseCommand
{
    // A map of two dimensions has steps x steps points.
    private const int MostSteps = 1000;

    public static Command Create()
    {
        var folder = CommonOptions.Folder();
        var data = CommonOptions.Data(required: false);
        var index = new Option<int>("--index")
        {
            Description = "With --data: index of the example whose code is varied, from 0, in the test split if the data have one.",
            DefaultValueFactory = _ => 0,
            HelpName = "I",
        };
        var steps = new Option<int>("--steps") { Description = "Points per dimension.", DefaultValueFactory = _ => 16 };
        var condition = Conditions.Option("One value for all points. By default that of the example, or the first class.");
        var output = CommonOptions.Out(ExampleFiles.Forms);
        var command = new DocumentedCommand("traverse", "Varies one latent dimension at a time over the range of the prior, one row per dimension; a two-dimensional latent space is shown as a grid.", """
            Example: hourglass traverse runs/vae --out manifold.png
            """)
        { folder, data, CommonOptions.Array, CommonOptions.Strict, index, steps, condition, output };
        Invocation.SetAction(command, invocation =>
        {
            var count = invocation.Get(steps);
            if (count is < 2 or > MostSteps) throw new UsageException($"{What("steps")} is {Got(count)}; give {Allowed($"2 to {MostSteps}")}.");
            if (invocation.Has(index) && !invocation.Has(data)) throw new UsageException($"{What("--index")} needs {Allowed("--data")}.");
            using var run = invocation.OpenRun(invocation.Get(folder));
            var path = invocation.Get(output);
            var isTable = TableOutput.Check(path, run.Model);
            var whole = run.Model.Latent == 2 && !invocation.Has(data);
            var centre = Centre(invocation, run, data, index);
            var codes = whole
                ? LatentPaths.Manifold(run.Model, count)
                : LatentPaths.Traversals(run.Model, centre is null ? null : Only(run.Model.Encode(centre)), count);
            var told = Conditions.Given(invocation, condition, run.Model, 1)
                ?? (centre is null ? run.Model.Blueprint.Networks.Condition?.Turns(1) : run.Model.ConditionOf(centre));
            told = told is null ? null : Condition.TakingTurns(told, codes.GetLength(0));
            var rows = isTable ? null : run.Model.Decode(codes, condition: told);
            invocation.Output.Say(rows is null ? TableOutput.Write(path, new TableModel(run.Model).Decode(codes, condition: told))
                : !ExampleFiles.IsSheet(path) ? ExampleFiles.Write(path, rows, run.Model.Shape)
                : whole ? ExampleFiles.SavePng(path, Sheets.Manifold(rows, run.Model.Shape, count))
                : ExampleFiles.Sheet(path, [rows], run.Model.Shape, count));
            invocation.Output.Result(new JsonObject { ["out"] = path, ["count"] = codes.GetLength(0) });
            return 0;
        });
        return command;
    }

    /// <summary>The example whose code is varied, or null.</summary>
    private static Examples? Centre(Invocation invocation, Run run, Option<string> data, Option<int> index)
    {
        if (!invocation.Has(data)) return null;
        var examples = ExamplePart.Choose(invocation.OpenData(run, invocation.Get(data), allowsSingleExample: true), null);
        var position = invocation.Get(index);
        if (position < 0 || position >= examples.Count)
            throw new UsageException($"There is no {What("example")} {Got(position)}; there are {Allowed($"{examples.Count}, numbered from 0")}.");
        return examples.Select([position]);
    }

    private static float[] Only(float[,] codes) => [.. codes.Cast<float>()];
}
