using System.CommandLine;
using System.Text.Json.Nodes;
using Hourglass.Tables;

namespace Hourglass.Cli.Commands;

/// <summary><c>impute</c>: fills the empty cells of a table.</summary>
internal static class ImputeCommand
{
    public static Command Create()
    {
        var folder = CommonOptions.Folder();
        var data = CommonOptions.Data();
        var draws = new Option<int>("--draws") { Description = "Number of completed tables with drawn values to write besides the best one.", HelpName = "K" };
        var seed = CommonOptions.Seed();
        var output = CommonOptions.Out($"{TableOutput.Forms} for the filled table. FILE.cells.csv lists the filled cells with their uncertainty; with --draws, " +
            "FILE.1.csv, FILE.2.csv, ... are the drawn tables.");
        var command = new DocumentedCommand("impute", "Fills the empty cells of a table, given the other cells of their rows, with a model trained on such a table.", """
            A number is filled with its mean, a level with the most probable one. The list of cells gives the standard deviation of each number and the probability that
            a level is another one. Drawn tables differ where cells are not known: analyse each of them and compare the results.

            Example: hourglass impute runs/people --data people.csv --out filled.csv
            """)
        { folder, data, CommonOptions.Strict, draws, seed, output };
        Invocation.SetAction(command, invocation =>
        {
            var path = invocation.Get(output);
            TableOutput.Check(path);
            if (invocation.Get(draws) is < 0 or > 1000) throw new UsageException($"{What("draws")} is {Got(invocation.Get(draws))}; give {Allowed("0 to 1000")}.");
            using var run = invocation.OpenRun(invocation.Get(folder));
            var model = new TableModel(run.Model);
            var rows = invocation.OpenData(run, invocation.Get(data), allowsSingleExample: true, keepsLeftOut: true).Table!;
            var filled = invocation.Stoppable((report, token) => model.Impute(rows, invocation.Get(draws), invocation.Seed(seed), report, token));
            for (var draw = 0; draw < filled.Draws.Count; draw++) TableOutput.Write(Path.ChangeExtension(path, $"{draw + 1}{Path.GetExtension(path)}"), filled.Draws[draw]);
            TableOutput.WriteCells(Path.ChangeExtension(path, "cells.csv"), filled.Cells, model.Schema);
            invocation.Output.Say(TableOutput.Write(path, filled.Best));
            invocation.Output.Say($"{filled.Cells.Count:N0} cells were empty; {Path.ChangeExtension(path, "cells.csv")} lists what they were filled with.");
            invocation.Output.Result(new JsonObject
            {
                ["out"] = path,
                ["count"] = rows.Count,
                ["filled_cells"] = filled.Cells.Count,
                ["draws"] = filled.Draws.Count,
            });
            return 0;
        });
        return command;
    }
}
