namespace Hourglass.Tests.Architecture;

/// <summary>Who may use whom in src/Hourglass. Sub-folders go with their folder.</summary>
internal static class FolderOrder
{
    /// <summary>
    /// From the ground up: a folder uses those in lines above its own, and no other. Folders of one line do not use one another. The root folder stands
    /// outside: Blueprint and Autoencoder join all parts, and each part is handed the model as an argument.
    /// </summary>
    public static readonly string[][] Lines =
    [
        ["Messages"],
        ["Native"],
        ["Numerics"],
        ["Files", "Schedules"],
        ["Settings"],
        ["Data"],
        ["Preparation", "Corruptions", "Losses"],
        ["Networks"],
        ["Critics", "Codes"],
        ["Priors"],
        ["Flows"],
        ["Objectives"],
        ["Passes"],
        ["Engines"],
        ["Training"],
        ["Recipes"],
        ["Evaluation"],
        ["Persistence"],
        ["Runs"],
        ["Companions"],
        ["Samplers"],
        ["Tables"],
        ["Reports"],
        ["Sweeps"],
    ];
}
