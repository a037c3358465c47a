using Hourglass.Native;
using Hourglass.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>
/// Gradient-boosted trees for two classes (J. H. Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 29, 2001), by the
/// FastTree of ML.NET, with the settings of scikit-learn's HistGradientBoostingClassifier: at most 100 trees of 31 leaves with at least 20 rows each, learning
/// rate 0.1, 255 bins, and a tenth of more than 10,000 rows held out to stop early. The result does not depend on the number of threads.
/// </summary>
internal sealed class BoostedTrees
{
    private const int Trees = 100;
    private const int Leaves = 31;
    private const int LeastRows = 20;
    private const int Bins = 255;
    private const double LearningRate = 0.1;
    private const int StopEarlyAbove = 10_000;
    private const int HeldOut = 10;
    private const int Patience = 10;

    private readonly TreeFeatures features;
    private readonly ITransformer model;

    private BoostedTrees(TreeFeatures features, ITransformer model)
    {
        this.features = features;
        this.model = model;
    }

    /// <summary>Fits trees to rows of both classes.</summary>
    /// <param name="features">All rows.</param>
    /// <param name="positive">Whether a row is of the second class, by position.</param>
    /// <param name="rows">Positions of the rows to fit to.</param>
    /// <param name="seed">Seed of the choice of the rows held out.</param>
    /// <param name="threads">Number of threads; null for that of libtorch.</param>
    public static BoostedTrees Fit(TreeFeatures features, bool[] positive, int[] rows, ulong seed, int? threads = null)
    {
        TorchRuntime.Initialize();
        var options = new FastTreeBinaryTrainer.Options
        {
            NumberOfTrees = Trees,
            NumberOfLeaves = Leaves,
            MinimumExampleCountPerLeaf = LeastRows,
            MaximumBinCountPerFeature = Bins,
            LearningRate = LearningRate,
            NumberOfThreads = threads ?? get_num_threads(),
        };
        var stopsEarly = rows.Length > StopEarlyAbove;
        if (stopsEarly) (options.EarlyStoppingRule, options.EarlyStoppingMetric) = (new ConsecutiveGeneralityLossRule(Patience), EarlyStoppingMetric.L2Norm);
        var trainer = new MLContext(0).BinaryClassification.Trainers.FastTree(options);
        if (!stopsEarly) return new BoostedTrees(features, trainer.Fit(View(features, rows, positive)));
        var shuffled = Array.ConvertAll(Randomness.Permutation(rows.Length, seed, RandomPurpose.BoostedTrees), i => rows[i]);
        var held = rows.Length / HeldOut;
        return new BoostedTrees(features, trainer.Fit(View(features, shuffled[held..], positive), View(features, shuffled[..held], positive)));
    }

    /// <summary>The log-odds of the second class, up to a factor, of rows given by position.</summary>
    public float[] Score(int[] rows) => [.. model.Transform(View(features, rows, null)).GetColumn<float>("Score")];

    private static IDataView View(TreeFeatures features, int[] rows, bool[]? positive)
    {
        var columns = SchemaDefinition.Create(typeof(TreeRow));
        columns[nameof(TreeRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features.Columns.Length);
        return new MLContext(0).Data.LoadFromEnumerable(Rows(), columns);

        // ML.NET copies what it reads of a row before it asks for the next one, so that one object serves for all.
        IEnumerable<TreeRow> Rows()
        {
            var row = new TreeRow { Features = new float[features.Columns.Length] };
            foreach (var position in rows)
            {
                for (var j = 0; j < row.Features.Length; j++) row.Features[j] = features.Columns[j][position];
                row.Label = positive is not null && positive[position];
                yield return row;
            }
        }
    }
}
