using System.Diagnostics;
using System.Globalization;
using Hourglass.Data;
using Hourglass.Runs;
using Hourglass.Tables;

namespace Hourglass.TableBench;

/// <summary>A variational autoencoder with the defaults for tables, trained on a table as a file.</summary>
internal static class TrainedModel
{
    /// <summary>Trains on rows, and makes as many or fills their empty cells.</summary>
    /// <typeparam name="T">What is made.</typeparam>
    /// <param name="rows">The training rows; the run keeps a tenth of them for validation and tests as always.</param>
    /// <param name="seed">Seed of the training and of the draws.</param>
    /// <param name="use">Uses the model.</param>
    /// <returns>What was made, and the seconds of reading, training and making.</returns>
    public static (T Made, double Seconds) Use<T>(Table rows, int seed, Func<TableModel, T> use)
    {
        var folder = Directory.CreateTempSubdirectory("hourglass-tables-");
        try
        {
            var file = Path.Combine(folder.FullName, "rows.csv");
            rows.Write(file);
            var watch = Stopwatch.StartNew();
            var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["seed"] = seed.ToString(CultureInfo.InvariantCulture) };
            var output = Path.Combine(folder.FullName, "run");
            Run.Train(new RunRequest(file, "vae", settings, output));
            using var run = Run.Open(output);
            return (use(new TableModel(run.Model)), watch.Elapsed.TotalSeconds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>As many made rows as there are rows.</summary>
    public static Table Make(Table rows, int seed) => Use(rows, seed, model => model.Generate(rows.Count, (ulong)seed)).Made;
}
