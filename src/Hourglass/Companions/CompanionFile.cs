using System.Text.Json;
using Hourglass.Files;

namespace Hourglass.Companions;

/// <summary>
/// Saves a fit as one file, so that a kill leaves either the earlier fit or the new one; reads that file and the two files of early versions.
/// </summary>
/// <typeparam name="TCompanion">The kind of companion, such as a sampler.</typeparam>
/// <param name="kind">The kind of companion.</param>
internal sealed class CompanionFile<TCompanion>(CompanionKind kind)
    where TCompanion : Companion
{
    /// <summary>Writes a fit, replacing an earlier one.</summary>
    /// <exception cref="HourglassException">The folder cannot be written.</exception>
    public void Write(string folder, CompanionDocument<TCompanion> document, IReadOnlyList<StoredTensor> tensors)
    {
        SafetensorsFile.Write(Path.Combine(folder, kind.File), tensors,
            new Dictionary<string, string>(StringComparer.Ordinal) { [kind.Noun] = Line(document) });
        foreach (var earlier in new[] { kind.EarlierDocument, kind.EarlierWeights })
            AtomicFile.Named($"The folder '{folder}'", () => File.Delete(Path.Combine(folder, earlier)));
    }

    /// <summary>Reads a saved fit without its weights.</summary>
    /// <exception cref="HourglassException">The file is missing or damaged.</exception>
    public CompanionDocument<TCompanion> Read(string folder)
    {
        var (document, weights) = Open(folder);
        weights.Dispose();
        return document;
    }

    /// <summary>Reads a saved fit; the caller copies the weights from the opened file.</summary>
    /// <exception cref="HourglassException">The file is missing or damaged, or there are two files of two fits.</exception>
    public (CompanionDocument<TCompanion> Document, OpenSafetensors Weights) Open(string folder)
    {
        var path = Path.Combine(folder, kind.File);
        var isEarlier = !File.Exists(path) && File.Exists(Path.Combine(folder, kind.EarlierDocument));
        var earlier = isEarlier ? Json.Read<CompanionDocument<TCompanion>>(Path.Combine(folder, kind.EarlierDocument)) : null;
        if (isEarlier) path = Path.Combine(folder, kind.EarlierWeights);
        var weights = SafetensorsFile.Open(path);
        try
        {
            var text = weights.Metadata.GetValueOrDefault(kind.Noun)
                ?? throw new HourglassException($"The file '{What(path)}' is not the file of a {kind.Noun}; " +
                    $"{Allowed($"restore it from a copy or fit the {kind.Noun} again")}.");
            if (earlier is not null && text != Line(earlier))
                throw new HourglassException($"The files in '{What(folder)}' belong to two different fits; {Allowed($"fit the {kind.Noun} again")}.");
            return (earlier ?? Json.Parse<CompanionDocument<TCompanion>>(text, $"The description in the file '{path}'"), weights);
        }
        catch (Exception)
        {
            weights.Dispose();
            throw;
        }
    }

    private static string Line(CompanionDocument<TCompanion> document) => JsonSerializer.Serialize(document, Json.Line);
}
