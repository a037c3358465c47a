using System.Globalization;
using Hourglass.Data;

namespace Hourglass.Evaluation;

/// <summary>Whether made rows repeat training rows: held-out rows, which no model has seen, show what happens by chance.</summary>
/// <param name="CopyShare">The fraction of the made rows that equal a training row in all used columns.</param>
/// <param name="HeldOutCopyShare">The same of the held-out rows; null without held-out rows.</param>
/// <param name="NearerTrainingShare">
/// The fraction of the made rows that are nearer to a training row than to a held-out row, among equal numbers of both, where equal distances count half: 0.5
/// if training rows are not favoured. Null without held-out rows.
/// </param>
/// <param name="Made">Distances of the made rows to the closest training row.</param>
/// <param name="HeldOut">Distances of the held-out rows to the closest training row; null without held-out rows.</param>
/// <param name="MadeRows">The number of made rows whose distances were computed.</param>
/// <param name="ReferenceRows">The number of training rows, and of held-out rows, to which they were computed.</param>
public sealed record CopyFigures(double CopyShare, double? HeldOutCopyShare, double? NearerTrainingShare, ClosestDistances Made, ClosestDistances? HeldOut,
    int MadeRows, int ReferenceRows)
{
    // What is published as acceptable, and what chance does not explain.
    private const double LeastExcess = 0.002;
    private const double MostNearer = 0.52;
    private const double StandardErrors = 3;

    /// <summary>Compares made rows with training rows and held-out rows.</summary>
    /// <param name="training">The rows that the model was trained on.</param>
    /// <param name="heldOut">Rows of the same source that it has not seen; null for none.</param>
    /// <param name="made">The made rows.</param>
    /// <param name="most">The maximum number of rows of each table between which distances are computed, chosen at random; copies are sought in all.</param>
    /// <param name="seed">Seed of the choice.</param>
    /// <param name="control">Receives the progress, in rows, and cancels.</param>
    internal static CopyFigures Of(Table training, Table? heldOut, Table made, int most, ulong seed, WorkControl control)
    {
        control = control.For("distances to training rows");
        var keys = RowKeys.Of(training, control);
        Array.Sort(keys);
        var copies = RowKeys.ShareIn(RowKeys.Of(made, control), keys);
        if (heldOut is null)
        {
            var pair = MixedRows.Of([Read(training, most, 0), Read(made, most, 2)], 1);
            return new CopyFigures(copies, null, null, ClosestDistances.Of(pair[1].Closest(pair[0], control)), null, pair[1].Count, pair[0].Count);
        }

        var equal = Math.Min(most, Math.Min(training.Count, heldOut.Count));
        var rows = MixedRows.Of([Read(training, equal, 0), Read(heldOut, equal, 1), Read(made, most, 2)], 2);
        var toTraining = rows[2].Closest(rows[0], control);
        var toHeldOut = rows[2].Closest(rows[1], control.For("distances to held-out rows"));
        var nearer = toTraining.Zip(toHeldOut, (one, other) => Math.Abs(one - other) <= MixedRows.Rounding ? 0.5 : one < other ? 1 : 0).Average();
        var ofHeldOut = rows[1].Closest(rows[0], control.For("distances of held-out rows"));
        return new CopyFigures(copies, RowKeys.ShareIn(RowKeys.Of(heldOut, control), keys), nearer, ClosestDistances.Of(toTraining),
            ClosestDistances.Of(ofHeldOut), rows[2].Count, equal);

        TableValues Read(Table table, int count, ulong index) => TableValues.Read(table, count, seed, index);
    }

    /// <summary>A sentence on memorised rows; null if there is no sign of them beyond chance, or no held-out row to judge by.</summary>
    internal string? Warning(int made, int heldOut)
    {
        if (HeldOutCopyShare is not { } reference || NearerTrainingShare is not { } nearer) return null;
        var error = Math.Sqrt((CopyShare * (1 - CopyShare) / made) + (reference * (1 - reference) / heldOut));
        var signs = new List<string>();
        if (CopyShare - reference > Math.Max(LeastExcess, StandardErrors * error))
            signs.Add($"{Percent(CopyShare)} of them equal a training row, against {Percent(reference)} of the held-out rows");
        if (nearer > Math.Max(MostNearer, 0.5 + (StandardErrors * 0.5 / Math.Sqrt(MadeRows))))
            signs.Add($"{Percent(nearer)} are nearer to a training row than to a held-out row, where 50.0 % are expected");
        return signs.Count == 0 ? null
            : $"The made rows repeat training rows: {string.Join("; ", signs)}. Do not treat them as anonymous, and train for fewer epochs or on more rows.";
    }

    private static string Percent(double share) => $"{(100 * share).ToString("F1", CultureInfo.InvariantCulture)} %";
}
