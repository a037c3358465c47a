using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Hourglass.Data;
using Hourglass.Tables;

namespace Hourglass.Cli.Commands;

/// <summary><c>reconstruct</c> and <c>denoise</c>: each example encoded and decoded again.</summary>
internal static class ReconstructCommand
{
    /// <summary>As many examples as a sheet shows well.</summary>
    private const int LargestSheet = 48;

    public static Command Create()
    {
        var (command, arguments) = Describe("reconstruct", "Reconstructs each example; a .png shows originals above reconstructions.", """
            Example: hourglass reconstruct runs/ae --data mnist --out copies.png
            """);
        Invocation.SetAction(command, invocation => Run(invocation, arguments, _ => null));
        return command;
    }

    public static Command CreateDenoise()
    {
        var (command, arguments) = Describe("denoise", "Denoises each example with a denoising autoencoder (dae).", """
            With --add-noise the examples are first corrupted as in training; a .png then shows corrupted, denoised and original rows.

            Examples:
              hourglass denoise runs/dae --data scans/ --out cleaned/
              hourglass denoise runs/dae --data mnist --add-noise --out cleaned.png
            """);
        var noise = new Option<bool>("--add-noise") { Description = "Corrupt the examples first, as in training." };
        var seed = CommonOptions.Seed();
        command.Options.Add(noise);
        command.Options.Add(seed);
        Invocation.SetAction(command, invocation => Run(invocation, arguments, run =>
        {
            if (invocation.Has(seed) && !invocation.Get(noise)) throw new UsageException($"{What("--seed")} needs {Allowed("--add-noise")}.");
            if (run.Model.Blueprint.Corruption is null)
                throw new HourglassException($"The model in '{What(run.Folder)}' is '{Got(run.Model.Blueprint.Model)}', which is not a denoising model; " +
                    $"{Allowed("train --model dae, or use reconstruct")}.");
            return invocation.Get(noise) ? invocation.Seed(seed) : null;
        }));
        return command;
    }

    private static (Command Command, Arguments Arguments) Describe(string name, string summary, string details)
    {
        var arguments = new Arguments(CommonOptions.Folder(), CommonOptions.Data(), CommonOptions.Part(), CommonOptions.Out(ExampleFiles.Forms));
        return (new DocumentedCommand(name, summary, details) { arguments.Folder, arguments.Data, CommonOptions.Array, CommonOptions.Strict, CommonOptions.KeepColumns, arguments.Split, arguments.Out },
            arguments);
    }

    private static int Run(Invocation invocation, Arguments arguments, Func<Runs.Run, ulong?> damage)
    {
        using var run = invocation.OpenRun(invocation.Get(arguments.Folder));
        var path = invocation.Get(arguments.Out);
        var isTable = TableOutput.Check(path, run.Model);
        var damageSeed = damage(run);
        var source = invocation.OpenData(run, invocation.Get(arguments.Data), allowsSingleExample: true);
        var clean = ExamplePart.Choose(source, invocation.Get(arguments.Split));
        var names = ReferenceEquals(clean, source.Whole) ? source.FileNames : null;
        var isSheet = ExampleFiles.IsSheet(path);
        if (isSheet) clean = clean.First(LargestSheet);
        var said = invocation.Stoppable((report, token) =>
        {
            if (isTable)
            {
                var (model, rows) = (new TableModel(run.Model), source.TableOf(clean)!);
                return TableOutput.Write(path, damageSeed is { } chance ? model.Denoise(rows, chance, report, token) : model.Reconstruct(rows, report, token));
            }

            if (!isSheet) return ExampleFiles.Write(path, clean.Count, run.Model.Shape, Fill, names, token);
            var (given, result) = damageSeed is { } seed
                ? run.Model.Denoise(clean, seed, report, token)
                : new(Shown(), run.Model.Reconstruct(clean, report, token));
            return ExampleFiles.Sheet(path, damageSeed is null ? [given, result] : [given, result, clean.ToRows()], run.Model.Shape,
                range: PixelRange.Of(clean.ToArray()));

            void Fill(RowWriter write)
            {
                if (damageSeed is { } seed) run.Model.DenoiseTo(clean, (first, _, cleaned) => write(first, cleaned), seed, report, token);
                else run.Model.ReconstructTo(clean, write, report, token);
            }
        });
        invocation.Output.Say(said);
        invocation.Output.Result(new JsonObject { ["out"] = path, ["count"] = clean.Count });
        return 0;

        // The examples as the model is shown them: binarised for a model of binary pixels.
        float[,] Shown()
        {
            var rows = run.Model.Preparation.Apply(clean).ToRows();
            run.Model.Preparation.Invert(MemoryMarshal.CreateSpan(ref rows[0, 0], rows.Length));
            return rows;
        }
    }

    private sealed record Arguments(Argument<string> Folder, Option<string> Data, Option<string?> Split, Option<string> Out);
}
