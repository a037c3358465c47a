using Hourglass.Losses;
using Hourglass.Settings;

namespace Hourglass;

/// <summary>What a recipe creates its blueprint from: the given options, the recipe's own defaults and the data.</summary>
public sealed class RecipeSettings
{
    private readonly SettingValues values;
    private readonly Recipe recipe;

    private readonly DecoderKind decoder;

    internal RecipeSettings(Recipe recipe, SettingValues values, DataTraits data, DecoderKind decoder)
    {
        this.decoder = decoder;
        this.recipe = recipe;
        this.values = values;
        Data = data;
    }

    /// <summary>The traits of the data.</summary>
    public DataTraits Data { get; }

    /// <summary>The networks that <c>network</c>, <c>hidden</c>, <c>channels</c>, <c>latent</c> and related options describe.</summary>
    public Networks Networks => NetworkParameters.WithDecoder(decoder, values, Data, NetworkParameters.Read(values, Data.Shape, Latent, recipe.Hidden));

    /// <summary>The loss that <c>loss</c> and related options describe.</summary>
    public Loss Loss => LossParameters.Read(values, Data);

    /// <summary>The latent size: as given, or the recipe's default, but at most a quarter of the input.</summary>
    internal int Latent =>
        (int)(values.Get(NetworkParameters.Latent) ?? Math.Min(Data.Shape.Size, Math.Max(recipe.LeastLatent, Math.Min(recipe.Latent, Data.Shape.Size / 4))));

    /// <summary>The value of a parameter, as given or by default.</summary>
    public T Get<T>(Parameter<T> parameter) => values.Get(parameter);

    /// <summary>A part with the given options; those that are not given have their defaults.</summary>
    public TPart Read<TPart>(OptionSet<TPart> options)
        where TPart : class => options.Read(values);

    /// <summary>The value of an integer with a default.</summary>
    public int Get(IntegerParameter parameter) =>
        Find(parameter)
            ?? throw new InvalidOperationException($"The parameter '{parameter.Name}' has no default of its own; use {nameof(Find)} and derive one.");

    /// <summary>The value of an integer, or null if it is not given and the default is derived.</summary>
    public int? Find(IntegerParameter parameter) => (int?)values.Get(parameter);
}
