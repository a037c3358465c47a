using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Native;
using Hourglass.Numerics;
using Hourglass.Training;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>
/// A small convolutional classifier of pictures, trained on their labels by a fixed protocol, for the features of its last hidden layer: in these,
/// distances between pictures are more meaningful than in pixels. Metrics of these features compare models of the same data only and are not comparable
/// with metrics of networks trained on other pictures, such as Inception.
/// </summary>
internal sealed class PictureClassifier : IDisposable
{
    /// <summary>Number of features of a picture.</summary>
    public const int Features = 64;

    /// <summary>Passes over the training pictures.</summary>
    public const int Epochs = 2;

    /// <summary>Seed of the weights and of the order of the pictures.</summary>
    public const ulong Seed = 1;

    // Part of the name of stored weights: increment it with every change of the protocol.
    private const int Version = 3;
    private const int MostExamples = 60_000;
    private const int Batch = 128;
    private static readonly ConvSpec Body = new([16, 32], Hidden: []);
    private readonly DataShape shape;
    private readonly int[] classes;
    private readonly nn.Module<Tensor, Tensor> body;
    private readonly TorchSharp.Modules.Linear head;
    private readonly TorchSharp.Modules.Sequential all;

    private PictureClassifier(DataShape shape, int[] classes, int examples)
    {
        this.shape = shape;
        this.classes = classes;
        Examples = examples;
        using var random = Randomness.Generator(Seed, RandomPurpose.Initialization);
        body = Body.BuildEncoder(shape, Features, random);
        head = nn.Linear(Features, classes.Length);
        Initialization.Glorot.Draw(random, head.weight!, head.bias, Features, classes.Length);
        all = nn.Sequential(("body", body), ("relu", nn.ReLU()), ("head", head));
    }

    /// <summary>Description for users and protocols.</summary>
    public static string Name =>
        $"convolutions {string.Join("-", Body.Channels)} of 3x3 with stride 2, dense {Features}, relu, softmax; " +
        $"{Epochs} epochs, Adam .001, batch {Batch}, seed {Seed}";

    /// <summary>Number of pictures that it was trained on.</summary>
    public int Examples { get; }

    /// <summary>Whether its weights were found in the cache.</summary>
    public bool WasCached { get; private set; }

    /// <summary>Why its weights could not be cached, or null.</summary>
    public string? Warning { get; private set; }

    /// <summary>Whether a classifier of these examples can be trained: they are pictures, and the ones used for training have at least two classes.</summary>
    public static bool Fits(Examples examples) =>
        examples is { Count: > 0, Labels: not null, Side.Lengths: null }
        && Body.Violations(examples.Shape, Features, Features).FirstOrDefault() is null
        && examples.Spread(MostExamples).Labels!.Distinct().Take(2).Count() == 2;

    /// <summary>
    /// The classifier of some pictures: trained on first use, on at most 60,000 of them, and read from the user's cache folder
    /// after that. A damaged stored file is recreated.
    /// </summary>
    /// <param name="train">Pictures with labels, in the units of the data source.</param>
    /// <param name="folder">Folder for the weights; null for the user's cache folder.</param>
    /// <param name="control">Receives the progress of the training and cancels it; a cancelled training stores nothing.</param>
    /// <exception cref="UsageException">They are not pictures, or have fewer than two classes.</exception>
    public static PictureClassifier For(Examples train, string? folder = null, WorkControl control = default)
    {
        if (!Fits(train)) throw new UsageException($"A {What("classifier")} of images needs images with labels of at least two classes; give " +
            $"{Allowed("labelled images")}.");
        TorchRuntime.Initialize();
        var examples = train.Spread(MostExamples);
        var classifier = new PictureClassifier(train.Shape, [.. examples.Labels!.Distinct().Order()], examples.Count);
        var fingerprint = new Dataset("", examples, examples.Select([])).Fingerprint();
        var path = Path.Combine(folder ?? Path.Combine(UserCache.Folder, "classifiers"), $"{fingerprint}-v{Version}.safetensors");
        if (File.Exists(path) && classifier.TryRead(path)) return classifier;
        try
        {
            classifier.Train(examples, control.For("training the picture classifier"));
        }
        catch
        {
            classifier.Dispose();
            throw;
        }

        classifier.Store(path);
        return classifier;
    }

    /// <summary>The features of pictures: [count, <see cref="Features"/>].</summary>
    /// <param name="pictures">In the units of the data source.</param>
    /// <param name="control">Receives the progress and cancels.</param>
    public float[,] FeaturesOf(Examples pictures, WorkControl control = default) =>
        Autoencoder.Map(Demand(pictures), Features, batch => body.call(batch.Rows).relu(), control.For("features of pictures"));

    /// <summary>The fraction of pictures whose class it predicts correctly.</summary>
    /// <param name="pictures">Pictures with labels.</param>
    public double Accuracy(Examples pictures) =>
        AccuracyOf(FeaturesOf(pictures), pictures.Labels ?? throw new UsageException($"The {What("accuracy")} of a classifier needs labels; give " +
            $"{Allowed("labelled images")}."));

    /// <inheritdoc/>
    public void Dispose() => all.Dispose();

    /// <summary>The fraction of pictures with these features whose class it predicts correctly.</summary>
    internal double AccuracyOf(float[,] features, IReadOnlyList<int> labels)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var named = head.call(tensor(features)).argmax(1).data<long>();
        var right = 0;
        for (var i = 0; i < labels.Count; i++) right += classes[named[i]] == labels[i] ? 1 : 0;
        return (double)right / labels.Count;
    }

    private Examples Demand(Examples pictures) => pictures.Shape == shape
        ? pictures
        : throw new HourglassException($"The {What("classifier")} was trained on images of shape {Got(shape)}, and these are {pictures.Shape}; give " +
            $"{Allowed("images of that shape")}.");

    private void Train(Examples examples, WorkControl control)
    {
        var options = new TrainingOptions { BatchSize = Batch, Seed = Seed };
        var optimizer = new Optimizer(all.named_parameters(), options);
        var numbered = examples.With(examples.Side with { Labels = [.. examples.Labels!.Select(label => Array.BinarySearch(classes, label))] });
        using var batches = new BatchReader(numbered, Math.Min(Batch, examples.Count));
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var order = Randomness.Permutation(examples.Count, Seed, RandomPurpose.DataOrder, (ulong)epoch);
            for (var start = 0; start < order.Length; start += Batch)
            {
                using var scope = NewDisposeScope();
                var batch = order.AsSpan(start, Math.Min(Batch, order.Length - start));
                var read = batches.Read(batch);
                nn.functional.cross_entropy(all.call(read.Rows), read.Labels!).backward();
                optimizer.Step(options.LearningRate);
                control.Done((epoch * order.Length) + start + batch.Length, Epochs * order.Length);
            }
        }
    }

    private bool TryRead(string path)
    {
        try
        {
            _ = SafetensorsFile.Read(path, ModuleTensors.Of(all));
            return WasCached = true;
        }
        catch (HourglassException)
        {
            // The weights can be recomputed, so the file is replaced instead of repaired; no weight has been copied yet.
            return false;
        }
    }

    private void Store(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            SafetensorsFile.Write(path, ModuleTensors.Of(all), new Dictionary<string, string>(StringComparer.Ordinal) { ["classifier"] = Name });
        }
        catch (Exception e) when (e is HourglassException or IOException or UnauthorizedAccessException)
        {
            Warning = $"The classifier's weights cannot be cached, so it will be trained again next time: {e.Message}";
        }
    }
}
