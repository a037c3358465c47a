using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Hourglass.Engines;
using Hourglass.Evaluation;
using Hourglass.Files;
using Hourglass.Training;

namespace Hourglass.Tests.Contracts;

/// <summary>A small training whose result is kept in the golden table: model, engine, seed.</summary>
/// <param name="Name">A contract case's name, then settings such as <c>binarize=static</c>.</param>
/// <param name="Engine">What computes the steps.</param>
/// <param name="Seed">Of everything random.</param>
public sealed record GoldenCase(string Name, Engine Engine, ulong Seed)
{
    private const int Examples = 70;

    // One model of each kind of code, prior, bound, player, phase and body.
    private static readonly string[] Fused =
    [
        "ae dense 6 gaussian",
        "ae conv 1x12x10 bernoulli",
        "ae residual 1x12x10 bernoulli batch",
        "dae dense 1x12x10 bernoulli",
        "k-sparse-ae dense 6 bernoulli",
        "vae dense 1x12x10 bernoulli",
        "vae dense 1x12x10 bernoulli binarize=dynamic",
        "vae dense 1x12x10 bernoulli binarize=static",
        "vae conv 3x9x7 gaussian",
        "iwae dense 6 bernoulli",
        "info-vae dense 6 bernoulli",
        "cvae dense 6 bernoulli",
    ];

    private static readonly string[] TorchOnly =
    [
        "vq-vae conv 1x12x10 gaussian",
        "vamp-vae dense 6 bernoulli",
        "flow-vae dense 6 bernoulli",
        "aae dense 6 bernoulli",
        "stacked-dae dense 6 bernoulli",
        "pca dense 6 gaussian",
    ];

    /// <summary>The cases of the table.</summary>
    public static IEnumerable<GoldenCase> All =>
        (from name in Fused from engine in new[] { Engine.Fused, Engine.Torch } from seed in new ulong[] { 1, 2 } select new GoldenCase(name, engine, seed))
        .Concat(from name in TorchOnly from seed in new ulong[] { 1, 2 } select new GoldenCase(name, Engine.Torch, seed));

    /// <summary>Trains and judges the model.</summary>
    public GoldenEntry Run()
    {
        var words = Name.Split(' ');
        var contract = ContractCase.Of(string.Join(' ', words.Where(word => !word.Contains('=', StringComparison.Ordinal))));
        var settings = words.Where(word => word.Contains('=', StringComparison.Ordinal)).SelectMany(word => word.Split('=')).ToArray();
        var examples = contract.Examples(Examples);
        var options = new TrainingOptions { Epochs = 3, BatchSize = 16, Seed = Seed, Engine = Engine, Validation = 0.2 };
        using var run = TrainingRun.Finished(contract.Blueprint(settings), examples, options);
        SortedDictionary<string, double> figures = new(StringComparer.Ordinal)
        {
            ["sum of weights"] = ModuleTensors.Of(run.Model.Modules).Where(tensor => !tensor.IsInteger).Sum(tensor => Sum(tensor.Values())),
            ["sum of codes"] = Sum(run.Model.Encode(examples)),
            ["sum of reconstructions"] = Sum(run.Model.Reconstruct(examples)),
            ["sum of generated"] = Sum(run.Model.Generate(8, seed: Seed)),
        };
        var judged = contract.Examples(50, seed: 2);
        foreach (var metric in Evaluator.Evaluate(run.Model, judged, examples, new EvaluationOptions { NllSamples = 10 })) figures[metric.Name] = metric.Value;
        foreach (var measured in new[] { "samples_per_second", "peak_memory_mb", "wall_seconds" }) figures.Remove(measured);
        foreach (var name in figures.Keys.Where(name => !double.IsFinite(figures[name])).ToArray()) figures.Remove(name);
        return new GoldenEntry(new(StringComparer.Ordinal) { [GoldenTable.Processor] = Hash(run.Model, Engine) }, figures);
    }

    public override string ToString() => $"{Name} | {Engine} | {Seed}";

    private static double Sum(float[,] values) => Sum(MemoryMarshal.CreateReadOnlySpan(ref values[0, 0], values.Length));

    private static double Sum(ReadOnlySpan<float> values)
    {
        // The position counts, so that exchanged numbers are noticed.
        double sum = 0;
        for (var i = 0; i < values.Length; i++) sum += values[i] * (1 + (i % 7));
        return sum;
    }

    /// <summary>A prior that is fitted to codes has them from libtorch's matrix products, whatever the engine, and these differ between processors.</summary>
    private static string Hash(Autoencoder model, Engine engine)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in ModuleTensors.Of(model.Modules).OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            if (engine == Engine.Fused && tensor.Name.StartsWith("prior.", StringComparison.Ordinal)) continue;
            hash.AppendData(Encoding.UTF8.GetBytes(tensor.Name));
            hash.AppendData(MemoryMarshal.AsBytes(tensor.Values()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
