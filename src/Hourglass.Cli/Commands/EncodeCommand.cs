using System.CommandLine;
using System.Text.Json.Nodes;
using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Reports;

namespace Hourglass.Cli.Commands;

/// <summary><c>encode</c>: the codes of examples, as numbers or as a map.</summary>
internal static class EncodeCommand
{
    public static Command Create()
    {
        var folder = CommonOptions.Folder();
        var data = CommonOptions.Data();
        var split = CommonOptions.Part();
        var output = CommonOptions.Out("FILE.npy, FILE.csv or FILE.parquet for the codes; " +
            "FILE.svg for a map (more than two dimensions are projected onto their first two principal components).");
        var command = new DocumentedCommand("encode", "Writes the code of each example, as features for another model or as a map.", """
            Examples:
              hourglass encode runs/vae --data mnist --out codes.csv
              hourglass encode runs/people --data people.csv --keep-columns id,name --out codes.csv
            """)
        { folder, data, CommonOptions.Array, CommonOptions.Strict, CommonOptions.KeepColumns, split, output };
        Invocation.SetAction(command, invocation =>
        {
            var path = invocation.Get(output);
            var isMap = Path.GetExtension(path).Equals(".svg", StringComparison.OrdinalIgnoreCase);
            if (!isMap) CodesFile.Check(path);
            var kept = invocation.KeptColumns;
            if (kept.Count > 0 && Path.GetExtension(path).ToLowerInvariant() is not (".csv" or ".parquet"))
                throw new UsageException($"{What("--keep-columns")} needs a table of results, and {What("out")} is '{Got(path)}'; give " +
                    $"{Allowed("FILE.csv or FILE.parquet")}.");
            using var run = invocation.OpenRun(invocation.Get(folder));
            var source = invocation.OpenData(run, invocation.Get(data), allowsSingleExample: true);
            var examples = ExamplePart.Choose(source, invocation.Get(split));
            var (count, latent) = (examples.Count, run.Model.Latent);
            invocation.Stoppable((report, token) =>
            {
                if (isMap)
                {
                    var map = CodeMap.Of(run.Model.Encode(examples, report, token), examples.Labels, $"{run.Model.Blueprint.Model}: {source.Name}", "");
                    AtomicFile.WriteText(path, MapSvg.Render(map, source.ClassNames));
                }
                else if (kept.Count > 0)
                {
                    var names = Enumerable.Range(1, latent).Select(i => $"z{i}");
                    source.TableOf(examples)!.SelectColumns(kept).WithNumbers([.. names], run.Model.Encode(examples, report, token)).Write(path);
                }
                else
                    CodesFile.Write(path, count, latent, write => run.Model.EncodeTo(examples, write, report, token), examples.Labels, source.ClassNames);
                return 0;
            });
            invocation.Output.Say($"Wrote {count:N0} codes of {latent} dimensions to {path}");
            invocation.Output.Result(new JsonObject { ["out"] = path, ["count"] = count, ["latent"] = latent });
            return 0;
        });
        return command;
    }
}
