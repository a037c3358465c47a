using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Hourglass.Data;

/// <summary>Computes a fingerprint of a data set, in bounded memory.</summary>
internal static class DataFingerprint
{
    private const int Digits = 16;
    private const int PlacesAtOnce = 1 << 16;

    /// <summary>Computes the fingerprint.</summary>
    /// <param name="data">The data.</param>
    /// <param name="training">What else is computed of the values of the training examples in the same pass; see <see cref="ChunkPass"/>.</param>
    public static string Of(Dataset data, params IReadOnlyList<Action<ReadOnlySpan<float>>> training)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, [data.Shape.Channels, data.Shape.Height, data.Shape.Width]);
        foreach (var (part, others) in new[] { (data.Train, training), (data.Test, []) })
        {
            Append(hash, [part.Count, part.Labels?.Count ?? -1]);
            // Of tables the cells are hashed, which are far fewer bytes than the coded rows.
            if (part.TableRows is { } rows)
            {
                AppendRows(hash, part, rows);
                ChunkPass.Run(part, others);
            }
            else
            {
                ChunkPass.Run(part, [values => hash.AppendData(MemoryMarshal.AsBytes(values)), .. others]);
            }

            if (part.Side.Labels is { } labels) AppendLabels(hash, labels, part.Classes);
            // Missing parts add nothing, so that data without them keeps its fingerprint of earlier versions.
            if (part.Side.Conditions is { Length: > 0 } conditions)
                hash.AppendData(MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref conditions[0, 0], conditions.Length)));
            if (part.Side.Lengths is { } lengths) Append(hash, lengths);
            if (part.Side.Factors is { Count: > 0 } factors) Append(hash, MemoryMarshal.CreateReadOnlySpan(ref factors.Values[0, 0], factors.Values.Length));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }

    /// <summary>The cells of the table, and which of its rows these are.</summary>
    private static void AppendRows(IncrementalHash hash, Examples part, TableExamples rows)
    {
        hash.AppendData(rows.Digest);
        var places = new int[Math.Min(PlacesAtOnce, part.Count)];
        for (var start = 0; start < part.Count; start += PlacesAtOnce)
        {
            var count = Math.Min(PlacesAtOnce, part.Count - start);
            for (var i = 0; i < count; i++) places[i] = part.PlaceOf(start + i).Index;
            Append(hash, places.AsSpan(0, count));
        }
    }

    // Numeric labels are hashed as their numbers, in 32 bits if all fit.
    private static void AppendLabels(IncrementalHash hash, int[] labels, ClassNames? classes)
    {
        if (classes is not { AreNumbers: true })
        {
            Append(hash, labels);
            return;
        }

        long[] numbers = [.. Enumerable.Range(0, classes.Count).Select(classes.NumberAt)];
        if (Array.TrueForAll(numbers, number => number == (int)number)) Append(hash, Array.ConvertAll(labels, label => (int)numbers[label]));
        else hash.AppendData(MemoryMarshal.AsBytes<long>(Array.ConvertAll(labels, label => numbers[label])));
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<int> numbers) => hash.AppendData(MemoryMarshal.AsBytes(numbers));
}
