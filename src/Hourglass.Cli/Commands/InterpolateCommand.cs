using System.CommandLine;
using System.Text.Json.Nodes;
using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Tables;

namespace Hourglass.Cli.Commands;

/// <summary><c>interpolate</c>: shortest paths between the codes of two examples, decoded.</summary>
internal static class InterpolateCommand
{
    public static Command Create()
    {
        var folder = CommonOptions.Folder();
        var data = CommonOptions.Data(required: false);
        var split = CommonOptions.Part();
        var from = new Option<int?>("--from") { Description = "Index of the first example in the split, from 0.", HelpName = "I" };
        var to = new Option<int?>("--to") { Description = "Index of the last example.", HelpName = "I" };
        var paths = new Option<int>("--count", "-n")
        {
            Description = "Number of paths between random pairs; cannot be combined with --from and --to.",
            DefaultValueFactory = _ => 8,
        };
        var steps = new Option<int>("--steps") { Description = "Points per path, including both ends.", DefaultValueFactory = _ => 12 };
        var seed = CommonOptions.Seed();
        var condition = Conditions.Option("By default the condition is interpolated between the two examples; without --data, all classes in turn.");
        var output = CommonOptions.Out(ExampleFiles.Forms);
        var command = new DocumentedCommand("interpolate", "Decodes points along the shortest path between two codes (a straight line; a great circle on a sphere), one row per path. The ends are examples of --data, or samples of the prior.", """
            Example: hourglass interpolate runs/vae --data mnist --from 3 --to 8 --steps 12 --out path.png
            """)
        { folder, data, CommonOptions.Array, CommonOptions.Strict, split, from, to, paths, steps, seed, condition, output };
        Invocation.SetAction(command, invocation =>
        {
            MessageText[] wrong = [.. Violations()];
            if (wrong.Length > 0) throw new UsageException(wrong);
            using var run = invocation.OpenRun(invocation.Get(folder));
            var isTable = TableOutput.Check(invocation.Get(output), run.Model);
            var seedValue = invocation.Seed(seed);
            var examples = invocation.Has(data)
                ? Ends(ExamplePart.Choose(invocation.OpenData(run, invocation.Get(data), allowsSingleExample: true), invocation.Get(split)),
                    invocation.Get(from), invocation.Get(to), invocation.Get(paths), seedValue)
                : null;
            var ends = examples is null ? run.Model.SamplePrior(2 * invocation.Get(paths), seedValue) : run.Model.Encode(examples);
            var told = ConditionOf(run.Model, examples, Conditions.Given(invocation, condition, run.Model, ends.GetLength(0) / 2), ends.GetLength(0) / 2);
            var codes = LatentPaths.Between(run.Model, ends, invocation.Get(steps));
            told = told is null ? null : LatentPaths.Between(told, invocation.Get(steps));
            var path = invocation.Get(output);
            invocation.Output.Say(isTable ? TableOutput.Write(path, new TableModel(run.Model).Decode(codes, condition: told))
                : ExampleFiles.IsSheet(path) ? ExampleFiles.Sheet(path, [run.Model.Decode(codes, condition: told)], run.Model.Shape, invocation.Get(steps))
                : ExampleFiles.Write(path, run.Model.Decode(codes, condition: told), run.Model.Shape));
            invocation.Output.Result(new JsonObject { ["out"] = path, ["paths"] = ends.GetLength(0) / 2, ["steps"] = invocation.Get(steps) });
            return 0;

            IEnumerable<MessageText> Violations()
            {
                var hasEnds = invocation.Has(from) || invocation.Has(to);
                if (invocation.Get(steps) < 2) yield return $"{What("steps")} is {Got(invocation.Get(steps))}; give {Allowed("at least 2")}.";
                if (invocation.Get(paths) < 1) yield return $"{What("count")} is {Got(invocation.Get(paths))}; give {Allowed("at least 1")}.";
                if (invocation.Has(from) != invocation.Has(to)) yield return $"{What("--from and --to")} must be given {Allowed("together")}.";
                if (hasEnds && !invocation.Has(data)) yield return $"{What("--from and --to")} need {Allowed("--data")}.";
                if (hasEnds && invocation.Has(paths)) yield return $"{What("--count")} cannot be combined with {Got("--from and --to")}.";
            }
        });
        return command;
    }

    /// <summary>Start and end of each path in turn.</summary>
    private static Examples Ends(Examples examples, int? from, int? to, int paths, ulong seed)
    {
        foreach (var position in new[] { from, to })
        {
            if (position is { } index && (index < 0 || index >= examples.Count))
                throw new UsageException($"There is no {What("example")} {Got(index)}; the split has {Allowed($"{examples.Count}, numbered from 0")}.");
        }

        if (from is null && examples.Count < 2)
            throw new UsageException($"A path needs two examples, and {What("the split")} has {Got(examples.Count)}; " +
                $"give {Allowed("another --split, or --from and --to")}.");
        return from is null
            ? examples.Shuffled(seed).First(Math.Min(2 * paths, examples.Count / 2 * 2))
            : examples.Select([from.Value, to!.Value]);
    }

    /// <summary>What the decoder is told at start and end of each path in turn: [2 x paths, numbers], or null.</summary>
    private static float[,]? ConditionOf(Autoencoder model, Examples? ends, float[,]? given, int paths)
    {
        if (given is not null) return Conditions.Twice(given);
        if (ends is not null) return model.ConditionOf(ends);
        return model.Blueprint.Networks.Condition is { } condition ? Conditions.Twice(condition.Turns(paths)) : null;
    }
}
