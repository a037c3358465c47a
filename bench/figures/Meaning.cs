using Hourglass.Data;
using Hourglass.Engines;
using Hourglass.Persistence;
using Hourglass.Runs;
using Hourglass.Training;

namespace Hourglass.Figures;

/// <summary>What a row's options meant when it was trained: defaults change, and a recipe may come to make another model of equal options.</summary>
internal sealed record Meaning
{
    /// <summary>The model that was made of the options.</summary>
    public required BlueprintDocument Blueprint { get; init; }

    /// <summary>All options of training, with the defaults of then.</summary>
    public required TrainingOptions Options { get; init; }

    /// <summary>What the recipe knew of the data.</summary>
    public required DataTraits Traits { get; init; }

    /// <summary>The data's fingerprint.</summary>
    public required string DataFingerprint { get; init; }

    /// <summary>What a run was.</summary>
    /// <param name="document">What was asked.</param>
    /// <param name="blueprint">The model that it made of that.</param>
    /// <param name="data">The data that it was made for.</param>
    /// <param name="training">The training examples in the units of the model.</param>
    public static Meaning Of(RunDocument document, Blueprint blueprint, Dataset data, Examples training) => new()
    {
        Blueprint = BlueprintDocument.Of(blueprint),
        Options = document.Options,
        Traits = DataTraits.Of(training),
        DataFingerprint = document.DataFingerprint,
    };

    /// <summary>Whether the row's options mean the same today.</summary>
    public bool IsOf(Row row)
    {
        var recipe = Catalog.Find(row.Model);
        var settings = recipe.Read(row.Settings);
        return Comparable(Options) == Comparable(TrainingParameters.Read(settings)) && Blueprint.ToBlueprint() == recipe.ToBlueprint(settings, Traits);
    }

    /// <summary>Epochs are the budget's, and engines compute the same.</summary>
    private static TrainingOptions Comparable(TrainingOptions options) => options with { Epochs = 1, Engine = Engine.Auto };
}
