namespace Hourglass.Companions;

/// <summary>A kind of companion: its name, and where it is saved in the folder of a run.</summary>
/// <param name="Noun">As in "the sampler does not fit the model"; also the name of its files.</param>
/// <param name="Folder">The subfolder of a run's folder that has one folder per companion of the kind.</param>
internal sealed record CompanionKind(string Noun, string Folder)
{
    /// <summary>The single file of a fit: its tensors as safetensors, with the document in the metadata.</summary>
    public string File => $"{Noun}.safetensors";

    /// <summary>The document of a fit in two files, as saved by early versions.</summary>
    public string EarlierDocument => $"{Noun}.json";

    /// <summary>The tensors of such a fit.</summary>
    public string EarlierWeights => "weights.safetensors";

    /// <summary>Whether a fit of this kind is saved in a folder.</summary>
    public bool IsIn(string folder) => System.IO.File.Exists(Path.Combine(folder, File)) || System.IO.File.Exists(Path.Combine(folder, EarlierDocument));
}
