using Hourglass.Data;
using Hourglass.Preparation;

namespace Hourglass.Persistence;

/// <summary>The three files that make a model: blueprint, preprocessing and weights.</summary>
internal static class ModelFolder
{
    public const string Blueprint = "blueprint.json";
    public const string Preprocessing = "preprocessing.json";
    public const string Weights = "weights.safetensors";

    /// <summary>The file of a model that lies here, though perhaps not the whole model; null where none does.</summary>
    public static string? Any(string folder) =>
        new[] { Blueprint, Preprocessing, Weights }.FirstOrDefault(name => File.Exists(Path.Combine(folder, name)));

    /// <summary>Refuses a folder that does not exist.</summary>
    /// <exception cref="HourglassException">There is no such folder.</exception>
    public static void Require(string folder)
    {
        if (!Directory.Exists(folder))
            throw new HourglassException($"There is no folder '{folder}'; give the folder of a run, such as one made by train --out.");
    }

    public static void SaveDescription(string folder, Blueprint blueprint, DataPreparation preparation)
    {
        Json.Write(Path.Combine(folder, Blueprint), BlueprintDocument.Of(blueprint));
        Json.Write(Path.Combine(folder, Preprocessing), PreprocessingDocument.Of(preparation));
    }

    public static void SaveWeights(string folder, Autoencoder model) => SafetensorsFile.Write(
        Path.Combine(folder, Weights),
        ModuleTensors.Of(model.Modules),
        new Dictionary<string, string>(StringComparer.Ordinal) { ["model"] = model.Blueprint.Model });

    /// <summary>Reads the model as a value.</summary>
    /// <exception cref="HourglassException">The file is missing, or damaged, or describes a model that cannot be built.</exception>
    public static Blueprint ReadBlueprint(string folder)
    {
        var path = Path.Combine(folder, Blueprint);
        var document = Json.Read<BlueprintDocument>(path);
        var (blueprint, violations) = Json.Guarded($"The file '{path}'", () => document.ToBlueprint() is var read ? (read, read.Violations().ToArray()) : default);
        return violations.FirstOrDefault() is not { } violation ? blueprint
            : throw new HourglassException($"The file '{path}' was edited or is damaged, for it describes a model that cannot be built: {violation}");
    }

    /// <summary>Reads how the model's examples are prepared.</summary>
    /// <exception cref="HourglassException">The file is missing or damaged.</exception>
    public static DataPreparation ReadPreparation(string folder) => Json.Read<PreprocessingDocument>(Path.Combine(folder, Preprocessing)).ToPreparation();

    public static (Autoencoder Model, PictureOptions Pictures) Load(string folder)
    {
        Require(folder);
        var blueprint = ReadBlueprint(folder);
        var preparation = ReadPreparation(folder);
        var model = blueprint.Build();
        try
        {
            SafetensorsFile.Read(Path.Combine(folder, Weights), ModuleTensors.Of(model.Modules));
        }
        catch (HourglassException)
        {
            model.Dispose();
            throw;
        }

        model.Preparation = preparation;
        return (model, preparation.Pictures);
    }
}
