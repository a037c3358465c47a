using Hourglass.Files;
using Hourglass.Numerics;
using Hourglass.Preparation;

namespace Hourglass.Persistence;

/// <summary>The three files that make a model: blueprint, preprocessing and weights.</summary>
internal static class ModelFolder
{
    public const string Blueprint = "blueprint.json";
    public const string Preprocessing = "preprocessing.json";
    public const string Weights = "weights.safetensors";

    /// <summary>A file of a model in this folder, which may be incomplete; null if there is none.</summary>
    public static string? Any(string folder) =>
        new[] { Blueprint, Preprocessing, Weights }.FirstOrDefault(name => File.Exists(Path.Combine(folder, name)));

    /// <summary>Rejects a folder that does not exist.</summary>
    /// <exception cref="HourglassException">There is no such folder.</exception>
    public static void Require(string folder)
    {
        if (!Directory.Exists(folder))
            throw new HourglassException($"There is no {What("folder")} '{Got(folder)}'; give {Allowed("the folder of a run or of a saved model")}.");
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
        var (blueprint, violations) = Json.Guarded($"The file '{path}'",
            () => document.ToBlueprint() is var read ? (read, read.Violations().ToArray()) : default);
        return violations.FirstOrDefault() is not { } violation ? blueprint
            : throw new HourglassException($"The file '{What(path)}' was edited or is damaged: it describes a model that cannot be built: {violation}");
    }

    /// <summary>Reads how the model's examples are prepared.</summary>
    /// <exception cref="HourglassException">The file is missing or damaged.</exception>
    public static DataPreparation ReadPreparation(string folder)
    {
        var path = Path.Combine(folder, Preprocessing);
        var document = Json.Read<PreprocessingDocument>(path);
        return Json.Guarded($"The file '{path}'", document.ToPreparation);
    }

    public static Autoencoder Load(string folder)
    {
        Require(folder);
        var blueprint = ReadBlueprint(folder);
        var preparation = ReadPreparation(folder);
        using var weights = SafetensorsFile.Open(Path.Combine(folder, Weights));
        var model = Build(folder, weights, () => blueprint.Build());
        try
        {
            var tensors = ModuleTensors.Of(model.Modules);
            weights.CopyTo(tensors);
            RequireFinite(weights, tensors);
        }
        catch (HourglassException)
        {
            model.Dispose();
            throw;
        }

        model.Preparation = preparation;
        return model;
    }

    /// <summary>Rejects weights that are NaN or infinite, which would make every result meaningless.</summary>
    /// <param name="file">The file that they were read from.</param>
    /// <param name="tensors">The weights.</param>
    /// <exception cref="HourglassException">A weight is not finite.</exception>
    public static void RequireFinite(OpenSafetensors file, IReadOnlyList<StoredTensor> tensors)
    {
        if (ModuleTensors.FirstNotFinite(tensors) is { } tensor)
            throw new HourglassException($"The file '{What(file.Path)}' has a number in the tensor '{Got(tensor)}' that is not finite, so its model cannot " +
                $"be used; {Allowed("restore it from a copy or train again")}.");
    }

    /// <summary>Builds the model that a folder's blueprint describes, with no more numbers than the file that its weights are read from.</summary>
    /// <exception cref="HourglassException">The blueprint describes a larger model, or one that cannot be built.</exception>
    public static Autoencoder Build(string folder, OpenSafetensors weights, Func<Autoencoder> build)
    {
        var path = Path.Combine(folder, Blueprint);
        try
        {
            return Json.Guarded($"The file '{path}'", () => WeightLimit.Within(weights.Numbers, build));
        }
        catch (Exception e) when (e is HourglassException or UsageException && !e.Message.Contains($"'{path}'", StringComparison.Ordinal))
        {
            throw new HourglassException($"The file '{What(path)}' describes a model that cannot be built: {((MessageException)e).Text}", e);
        }
    }
}
