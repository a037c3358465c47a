using System.Runtime.CompilerServices;
using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Preparation;

/// <summary>
/// Converts examples from the units of their source to those of a model and back: fitted on training examples only, invertible and saved with
/// the model. Public methods take <see cref="Examples"/> in the units of the source and prepare them here.
/// </summary>
public sealed class DataPreparation
{
    /// <summary>The seed of static binarisation, which gives the same data in every run.</summary>
    internal const ulong FixedBinarizationSeed = 20140401;

    private readonly IPreparationStep[] steps;
    private readonly ModelInput? model;

    // Keyed by the source's examples, so that the next call finds the same view with its value summary.
    private readonly ConditionalWeakTable<Examples, Examples> views;
    private readonly ConditionalWeakTable<Examples, Examples> sound = [];

    private DataPreparation(PictureOptions pictures, Scaling scaling, SourceValues? source, TableCoding? coding, ModelInput? model = null,
        ConditionalWeakTable<Examples, Examples>? views = null)
    {
        Coding = coding;
        Pictures = pictures;
        Scaling = scaling;
        Source = source;
        this.model = model;
        this.views = views ?? [];
        steps = [scaling];
    }

    /// <summary>A preparation that changes nothing.</summary>
    public static DataPreparation None { get; } = new(new PictureOptions(), Scaling.None, null, null);

    /// <summary>How pictures are read, with the size and colour determined in training.</summary>
    public PictureOptions Pictures { get; }

    /// <summary>How the rows of a table become examples, with codes fitted in training; null for other data.</summary>
    public TableCoding? Coding { get; }

    /// <summary>The map of each feature.</summary>
    public Scaling Scaling { get; }

    /// <summary>Summary of the values of the training examples; null if unknown.</summary>
    internal SourceValues? Source { get; }

    /// <summary>Fits it to <paramref name="training"/>; never pass test examples.</summary>
    /// <param name="scale">How features are scaled.</param>
    /// <param name="training">The training examples, in the units of the source.</param>
    /// <param name="pictures">How pictures are read; null for the options with which these were read.</param>
    /// <exception cref="HourglassException">There are no examples.</exception>
    public static DataPreparation Fit(ScalingKind scale, Examples training, PictureOptions? pictures = null)
    {
        RequireSome(training);
        if (training.Coding is not null)
        {
            if (scale is not (ScalingKind.Auto or ScalingKind.None))
                throw new UsageException($"{What(Setting("scale"))} is {Got(scale.ToString().ToLowerInvariant())}, but the columns of a table are coded each " +
                    $"in its own way; {Allowed("omit it")}.");
            scale = ScalingKind.None;
        }

        TrainingSummary.Require(training, scale);
        if (scale == ScalingKind.Auto) scale = AreRows(training) && !training.Values.IsUnit ? ScalingKind.Standard : ScalingKind.None;
        var shape = training.Shape;
        var read = pictures ?? training.Pictures ?? new PictureOptions();
        var found = !shape.IsPicture ? read : read with
        {
            Size = new PictureSize(shape.Height, shape.Width),
            Colour = shape.Channels == 1 ? PictureColour.Grey : PictureColour.Rgb,
        };
        return new DataPreparation(found, Scaling.Fit(scale, training), training.Coding is null ? SourceValues.Of(training) : null, training.Coding);
    }

    /// <summary>Examples in the units of the model, as a view; binary if the model was trained with a fixed binarisation.</summary>
    /// <param name="examples">In the units of the source.</param>
    /// <exception cref="HourglassException">There are none, their shape is not the model's, or their values do not suit its loss.</exception>
    public Examples Apply(Examples examples) => Binarized(Scaled(examples));

    /// <summary>
    /// The same; if training draws new zeros and ones in each pass, those of one draw, because fits to codes and evaluation need the same kind of examples as
    /// training.
    /// </summary>
    /// <param name="examples">In the units of the source.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <inheritdoc cref="Apply(Examples)"/>
    public Examples Apply(Examples examples, ulong seed) => Drawn(Apply(examples), seed);

    /// <summary>Converts rows back to the units of the source, in place.</summary>
    /// <param name="rows">In the units of the model: [count, size].</param>
    public void Invert(Span<float> rows)
    {
        for (var i = steps.Length - 1; i >= 0; i--) steps[i].Invert(rows);
    }

    /// <summary>Restores a saved preparation.</summary>
    internal static DataPreparation Saved(PictureOptions pictures, Scaling scaling, SourceValues? source, TableCoding? coding = null) =>
        new(pictures, scaling, source, coding);

    /// <summary>The same for a model: examples are checked against its shape, binarisation and loss.</summary>
    internal DataPreparation For(ModelInput input) => new(Pictures, Scaling, Source, Coding, input, views);

    /// <summary>Prepared examples with the zeros and ones of one draw if training draws new ones in each pass; else unchanged.</summary>
    internal Examples Drawn(Examples prepared, ulong seed) => model?.Binarization == Binarization.Dynamic ? prepared.Binarized(seed) : prepared;

    /// <summary>Examples in the units of the model, before any binarisation.</summary>
    internal Examples Scaled(Examples examples)
    {
        Require(examples);
        return sound.GetValue(examples, Sound);
    }

    /// <summary>Rejects examples that do not have the model's shape, before native code reads them.</summary>
    /// <exception cref="HourglassException">There are none, or their shape is not the model's.</exception>
    internal void Require(Examples examples)
    {
        RequireSome(examples);
        if (model is not null && examples.Shape != model.Shape)
            throw new HourglassException($"The {What("data")} has examples of shape {Got(examples.Shape)}, but this model takes {model.Shape}; give " +
                $"{Allowed("data of that shape")}.");
    }

    /// <summary>Whether examples are rows or series of unequal length, which have units of their own.</summary>
    internal static bool AreRows(Examples examples) => !examples.Shape.IsPicture || examples.Side.Lengths is not null;

    private static void RequireSome(Examples examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        if (examples.Count == 0) throw new HourglassException($"There are {Got("no")} {What("examples")}; give {Allowed("at least one")}.");
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
