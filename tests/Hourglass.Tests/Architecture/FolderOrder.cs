namespace Hourglass.Tests.Architecture;

/// <summary>Who may use whom in src/Hourglass. Sub-folders go with their folder.</summary>
internal static class FolderOrder
{
    /// <summary>
    /// From the ground up: a folder uses those in lines above its own, and no other. Folders of one line do not use one another. The root folder stands outside: Blueprint and Autoencoder join all parts, and each part is handed the model as an argument.
    /// </summary>
    public static readonly string[][] Lines =
    [
        ["Native"],
        ["Numerics"],
        ["Settings"],
        ["Data"],
        ["Preparation", "Corruptions", "Losses"],
        ["Networks"],
        ["Critics", "Codes"],
        ["Priors"],
        ["Flows"],
        ["Objectives"],
        ["Engines"],
        ["Training"],
        ["Recipes"],
        ["Evaluation"],
        ["Persistence"],
        ["Runs"],
        ["Companions"],
        ["Samplers"],
        ["Reports"],
        ["Sweeps"],
    ];

    /// <summary>What breaks the order today. Lines are only ever taken away: a new use against the order is to be avoided, and one that is gone leaves the list.</summary>
    public static readonly FolderUse[] Known =
    [
        new("Codes", "Objectives", "Schedule"),
        new("Data", "Persistence", "AtomicFile"),
        new("Engines", "Evaluation", "LogMeanExp"),
        new("Engines", "Training", "GradientDescent"),
        new("Engines", "Training", "Phase"),
        new("Evaluation", "Persistence", "ModuleTensors"),
        new("Evaluation", "Persistence", "SafetensorsFile"),
        new("Networks", "Codes", "CodeSpec"),
        new("Networks", "Codes", "GaussianCode"),
        new("Networks", "Codes", "PointSpec"),
        new("Networks", "Objectives", "DecoderNorm"),
        new("Networks", "Objectives", "ObjectiveTerm"),
        new("Networks", "Objectives", "PlayerSpec"),
        new("Networks", "Objectives", "Reconstruction"),
        new("Networks", "Persistence", "ModuleTensors"),
        new("Networks", "Training", "Phase"),
        new("Networks", "Training", "SupervisedFineTuning"),
        new("Persistence", "Samplers", "Sampler"),
        new("Recipes", "Persistence", "Json"),
        new("Training", "Evaluation", "ReconstructedBatch"),
        new("Training", "Evaluation", "ReconstructionPass"),
    ];
}
