using System.Globalization;
using Hourglass.Data;
using Hourglass.Runs;
using Hourglass.Tables;

namespace Hourglass.TableBench;

/// <summary>A variational autoencoder with the defaults for tables, trained on a table as a file.</summary>
internal static class TrainedModel
{
    // All methods of filling learn from the rows that they fill.
    private const string ShareHeldOut = "0.01";

    /// <summary>As many made rows as there are rows, with the schema of these.</summary>
    public static Table Make(Table rows, int seed) => Use(rows, seed, [], (model, _) => model.Generate(rows.Count, (ulong)seed));

    /// <summary>The same rows with their empty cells filled, by a model that was trained on all but a hundredth of them.</summary>
    public static Table Filled(Table rows, int seed) => Use(rows, seed, [new("test_share", ShareHeldOut)],
        (model, file) => model.Impute(Table.Open(file, model.Schema), draws: 0, (ulong)seed).Best);

    // As a file, the rows are read as those of any user, so that kinds of columns are found anew.
    private static Table Use(Table rows, int seed, KeyValuePair<string, string>[] options, Func<TableModel, string, Table> make)
    {
        var folder = Directory.CreateTempSubdirectory("hourglass-tables-");
        try
        {
            var (file, made) = (Path.Combine(folder.FullName, "rows.csv"), Path.Combine(folder.FullName, "made.csv"));
            var output = Path.Combine(folder.FullName, "run");
            rows.Write(file);
            var settings = new Dictionary<string, string>(options, StringComparer.Ordinal) { ["seed"] = seed.ToString(CultureInfo.InvariantCulture) };
            Run.Train(new RunRequest(file, "vae", settings, output));
            using var run = Run.Open(output);
            make(new TableModel(run.Model), file).Write(made);
            return Table.Open(made, rows.Schema);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
