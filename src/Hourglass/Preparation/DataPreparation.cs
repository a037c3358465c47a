using System.Runtime.CompilerServices;
using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Preparation;

/// <summary>
/// How examples get from the units of their source to those that a model reads, and back: fitted on training examples alone, invertible and saved with
/// the model. Whatever takes <see cref="Examples"/> takes them as the source gives them and prepares them here.
/// </summary>
public sealed class DataPreparation
{
    /// <summary>The seed of static binarisation: it makes one data set, the same for every run.</summary>
    internal const ulong FixedBinarizationSeed = 20140401;

    private readonly IPreparationStep[] steps;
    private readonly ModelInput? model;

    // By the source's examples, so that a view, and what is known of its values, is found again at the next call.
    private readonly ConditionalWeakTable<Examples, Examples> views;
    private readonly ConditionalWeakTable<Examples, Examples> sound = [];

    private DataPreparation(PictureOptions pictures, Scaling scaling, SourceValues? source, ModelInput? model = null, ConditionalWeakTable<Examples, Examples>? views = null)
    {
        Pictures = pictures;
        Scaling = scaling;
        Source = source;
        this.model = model;
        this.views = views ?? [];
        steps = [scaling];
    }

    /// <summary>Nothing is changed.</summary>
    public static DataPreparation None { get; } = new(new PictureOptions(), Scaling.None, null);

    /// <summary>How pictures are read, with the size and colour that were found in training.</summary>
    public PictureOptions Pictures { get; }

    /// <summary>The map of each feature.</summary>
    public Scaling Scaling { get; }

    /// <summary>What the values of the training examples were; null where that is not known.</summary>
    internal SourceValues? Source { get; }

    /// <summary>Learns it from <paramref name="training"/>; never give it test examples.</summary>
    /// <param name="scale">How features are scaled.</param>
    /// <param name="training">The training examples, as the source gives them.</param>
    /// <param name="pictures">How pictures are read; null for the way in which these were.</param>
    /// <exception cref="HourglassException">There are no examples.</exception>
    public static DataPreparation Fit(ScalingKind scale, Examples training, PictureOptions? pictures = null)
    {
        RequireSome(training);
        if (scale == ScalingKind.Auto) scale = AreRows(training) && !training.Values.IsUnit ? ScalingKind.Standard : ScalingKind.None;
        var shape = training.Shape;
        var read = pictures ?? training.Pictures ?? new PictureOptions();
        var found = !shape.IsPicture ? read : read with
        {
            Size = new PictureSize(shape.Height, shape.Width),
            Colour = shape.Channels == 1 ? PictureColour.Grey : PictureColour.Rgb,
        };
        return new DataPreparation(found, Scaling.Fit(scale, training), SourceValues.Of(training));
    }

    /// <summary>Examples in the units of the model, as a view, zeros and ones where the model was trained on a fixed binarisation.</summary>
    /// <param name="examples">As the source gives them.</param>
    /// <exception cref="HourglassException">There are none, their shape is not the model's, or their values are not those that its loss reads.</exception>
    public Examples Apply(Examples examples) => Binarized(Scaled(examples));

    /// <summary>The same, and where training draws new zeros and ones at each look, those of one draw. What is fitted to codes or judged has to meet what training met.</summary>
    /// <param name="examples">As the source gives them.</param>
    /// <param name="seed">Decides the draw.</param>
    /// <inheritdoc cref="Apply(Examples)"/>
    public Examples Apply(Examples examples, ulong seed) => Drawn(Apply(examples), seed);

    /// <summary>Rows in the units of the source again: [count, size]. The array given is written over where that is possible.</summary>
    /// <param name="rows">In the units of the model.</param>
    public float[,] Invert(float[,] rows) => steps.Reverse().Aggregate(rows, (values, step) => step.Invert(values));

    /// <summary>What was saved.</summary>
    internal static DataPreparation Saved(PictureOptions pictures, Scaling scaling, SourceValues? source) => new(pictures, scaling, source);

    /// <summary>The same for a model: its shape, binarisation and loss are held against whatever it is given.</summary>
    internal DataPreparation For(ModelInput input) => new(Pictures, Scaling, Source, input, views);

    /// <summary>Prepared examples with the zeros and ones of one draw where training draws new ones at each look; else as they are.</summary>
    internal Examples Drawn(Examples prepared, ulong seed) => model?.Binarization == Binarization.Dynamic ? prepared.Binarized(seed) : prepared;

    /// <summary>Examples in the units of the model, before any binarisation.</summary>
    internal Examples Scaled(Examples examples)
    {
        Require(examples);
        return sound.GetValue(examples, Sound);
    }

    /// <summary>Refuses examples that are not of the model's shape, before anything native reads them.</summary>
    /// <exception cref="HourglassException">There are none, or their shape is not the model's.</exception>
    internal void Require(Examples examples)
    {
        RequireSome(examples);
        if (model is not null && examples.Shape != model.Shape)
            throw new HourglassException($"The data has examples of shape {examples.Shape}, and this model takes {model.Shape}; give data of that shape.");
    }

    private static bool AreRows(Examples examples) => !examples.Shape.IsPicture || examples.Side.Lengths is not null;

    private static void RequireSome(Examples examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        if (examples.Count == 0) throw new HourglassException("There are no examples; give at least one.");
    }

    private Examples Sound(Examples examples)
    {
        var prepared = views.GetValue(examples, source => steps.Aggregate(source, (view, step) => step.Apply(view)));
        if (model is null) return prepared;
        prepared = LossDomain.Require(model, this, examples, prepared);
        return model.Classes is { } classes ? prepared.NumberedAs(classes, "The data has", "this model") : prepared;
    }

    private Examples Binarized(Examples scaled) => model?.Binarization == Binarization.Static ? scaled.Binarized(FixedBinarizationSeed) : scaled;
}
