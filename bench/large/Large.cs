using Hourglass.Data;
using Hourglass.Data.Batches;
using Hourglass.Eager;
using Hourglass.Native;
using Hourglass.Runs;
using static TorchSharp.torch;

namespace Hourglass.LargeBench;

/// <summary>What is measured.</summary>
internal static class Large
{
    private const int Batch = 512;
    private const int PlainSteps = 500;

    // One tensor of all rows would take gigabytes.
    private const int PlainRows = 100_000;

    /// <summary>Ingests a file into its store, and opens it once more.</summary>
    public static int Ingest(string path)
    {
        var options = new TableOptions { Store = StoreKind.Disk };
        var rows = 0;
        var first = Measured.Run("ingest", 0, () => Table.Open(path, options, done => rows = done.Total));
        foreach (var note in first.Notes) Console.WriteLine(note);
        Measured.Run("open again", first.Count, () => Table.Open(path, options));
        return 0;
    }

    /// <summary>Decodes a folder of images into its store, and opens it once more; or decodes it into memory.</summary>
    public static int Decode(string path, StoreKind store)
    {
        var options = new DataOptions { Store = store };
        var first = Measured.Run(store == StoreKind.Disk ? "decode into a store" : "decode into memory", 0, () => DataSource.Open(path, options, rows =>
        {
            if (rows.Done == rows.Total)
                Console.WriteLine($"until the end of {rows.Part}: {Environment.CpuUsage.TotalTime.TotalSeconds:F1} s of processor time since the program began");
        }));
        Console.WriteLine($"{first.Train.Count + first.Test.Count:N0} images of {first.Shape}");
        foreach (var note in first.Notes) Console.WriteLine(note);
        if (store == StoreKind.Disk) Measured.Run("open again", first.Train.Count + first.Test.Count, () => DataSource.Open(path, options));
        return 0;
    }

    /// <summary>Reads an epoch of coded batches, without training.</summary>
    /// <param name="path">The file.</param>
    /// <param name="numbers">How numbers are coded.</param>
    public static int Read(string path, NumberCoding numbers)
    {
        TorchRuntime.Initialize();
        var data = Measured.Run("open", 0, () => DataSource.Open(path, new DataOptions
        {
            Store = StoreKind.Disk,
            Table = new TableOptions { Store = StoreKind.Disk, Numbers = numbers },
        }));
        Console.WriteLine($"{data.Train.Count:N0} rows of {data.Train.Shape.Size:N0} numbers");
        Measured.Run("fingerprint", data.Train.Count, data.Fingerprint);
        // As the defaults of large tables and large images.
        var (rows, window) = data.Table is null ? (Math.Max(1, (1 << 22) / data.Shape.Size), 128) : (1 << 14, 16);
        foreach (var block in (int[])[0, rows])
        {
            var order = EpochOrder.Of(data.Train.Count, block, window, seed: 1, epoch: 0);
            using var memory = new BatchMemory(data.Train, Batch);
            var positions = new int[Batch];
            Measured.Run(block == 0 ? "epoch in random order" : "epoch in blocks", data.Train.Count, () =>
            {
                for (var start = 0; start < order.Count; start += Batch)
                {
                    var chosen = positions.AsSpan(0, Math.Min(Batch, order.Count - start));
                    order.CopyTo(start, chosen);
                    memory.Read(chosen);
                }

                return 0;
            });
        }

        return 0;
    }

    /// <summary>Trains a model as the command line does.</summary>
    public static int Train(string path, string[] settings)
    {
        var values = settings.Select(one => one.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        values.TryAdd("store", "disk");
        values.TryAdd("epochs", "1");
        values.TryAdd("batch", "512");
        values.TryAdd("hidden", "[64,32]");
        var folder = Path.Combine(Path.GetTempPath(), $"hourglass-large-{Guid.NewGuid():N}");
        try
        {
            Measured.Run("train", 0, () => Run.Train(new RunRequest(path, "vae", values, folder), happened =>
            {
                if (happened is Training.RunStarted started) Console.WriteLine($"{started.TrainingExamples:N0} rows, engine {started.Engine}");
                if (happened is Training.EpochDone epoch)
                    Console.WriteLine($"epoch {epoch.Epoch}: {epoch.ExamplesPerSecond:N0} rows/s, waiting for rows {epoch.WaitingSeconds:F2} s");
            }));
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    /// <summary>Trains the same model by the plain loop of the users of TorchSharp, on rows that are one tensor.</summary>
    public static int Plain(string path)
    {
        TorchRuntime.InitializeUntuned();
        var data = DataSource.Open(path, new DataOptions { Table = new TableOptions { Numbers = NumberCoding.Density, Store = StoreKind.Memory } });
        using var rows = tensor(data.Train.First(PlainRows).ToRows());
        using var model = PlainTable.Of(data.Train.Coding!.Blocks, (64, 32), latent: 2);
        using var optimizer = optim.Adam(model.parameters(), 1e-3);
        for (var part = 0; part < 4; part++)
            Console.WriteLine($"{EagerLoop.Run(model, optimizer, rows, Batch, PlainSteps):N0} rows/s{(part == 0 ? " (while code is compiled)" : "")}");
        return 0;
    }
}
