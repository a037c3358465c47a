namespace Hourglass.Companions;

/// <summary>A kind of companion: what it is called, and where it is saved in the folder of a run.</summary>
/// <param name="Noun">As in "the sampler does not fit the model"; the name of its files, too.</param>
/// <param name="Folder">The folder in a run's that has a folder for each companion of the kind.</param>
internal sealed record CompanionKind(string Noun, string Folder)
{
    /// <summary>The one file of a fit: what was fitted as safetensors, with the document in the metadata.</summary>
    public string File => $"{Noun}.safetensors";

    /// <summary>The document of a fit in two files, as the first versions saved it.</summary>
    public string EarlierDocument => $"{Noun}.json";

    /// <summary>What was fitted, in the same.</summary>
    public string EarlierWeights => "weights.safetensors";

    /// <summary>Whether a fit of this kind is saved in a folder.</summary>
    public bool IsIn(string folder) => System.IO.File.Exists(Path.Combine(folder, File)) || System.IO.File.Exists(Path.Combine(folder, EarlierDocument));
}
