using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Passes;
using static TorchSharp.torch;

namespace Hourglass.Tables;

/// <summary>Fills the empty cells of a table.</summary>
internal sealed class CellFiller
{
    // Latent vectors per row. The weights of most are small where a row has many known cells.
    private const int Candidates = 64;

    // Rows times latent vectors in memory at once.
    private const int RowsAtOnce = 4096;
    private const int MostRows = 512;

    private readonly Autoencoder model;
    private readonly Table table;
    private readonly RowCoder coder;
    private readonly double[]?[] best;
    private readonly double[]?[][] drawn;
    private readonly List<FilledCell> cells = [];

    public CellFiller(Autoencoder model, TableCoding coding, Table table, int draws)
    {
        this.model = model;
        this.table = table;
        coder = new RowCoder(coding.Columns, coding.Schema);
        best = Copy();
        drawn = [.. Enumerable.Range(0, draws).Select(_ => Copy())];

        double[]?[] Copy() => [.. table.Schema.Columns.Select((column, i) => column.IsUsed ? table.Columns[i].Read() : null)];
    }

    /// <summary>Fills all empty cells of the columns that the model decodes.</summary>
    public FilledTable Fill(Examples examples, ulong seed, WorkControl control)
    {
        int[] incomplete = [.. Enumerable.Range(0, table.Count).Where(row => coder.Positions.Any(column => double.IsNaN(best[column]![row])))];
        ColumnBlock[] blocks = [.. coder.Coders.Select(one => one.Block)];
        using var random = Randomness.Generator(seed, RandomPurpose.Imputation);
        using var frozen = no_grad();
        var candidates = RowCompletion.IsDirect(model) ? drawn.Length : Candidates;
        var completion = new RowCompletion(model, candidates);
        var atOnce = Math.Clamp(RowsAtOnce / Math.Max(candidates, 1), 1, MostRows);
        using var reader = new BatchReader(examples, atOnce);
        for (var start = 0; start < incomplete.Length; start += atOnce)
        {
            control.ThrowIfCancelled();
            using var scope = NewDisposeScope();
            var rows = incomplete.AsSpan(start, Math.Min(atOnce, incomplete.Length - start)).ToArray();
            var batch = reader.Read(rows);
            var completed = completion.Complete(batch with { Rows = EmptyCells.AsUnknown(batch.Rows, blocks) }, random);
            Write(rows, completed, seed);
            control.Done(start + rows.Length, incomplete.Length);
        }

        return new FilledTable(Table.Of(table.Schema, best).WithTextOf(table), [.. drawn.Select(one => Table.Of(table.Schema, one).WithTextOf(table))], cells);
    }

    private void Write(int[] rows, CompletedRows completed, ulong seed)
    {
        var (weights, output) = (completed.Weights?.unsqueeze(2) ?? full([1, 1, 1], 1.0 / completed.Logits.shape[1]), 0);
        var chosen = Chosen(completed, rows, seed);
        for (var j = 0; j < coder.Coders.Count; j++)
        {
            var (column, block) = (coder.Positions[j], coder.Coders[j].Block);
            var empty = Enumerable.Range(0, rows.Length).Where(i => double.IsNaN(best[column]![rows[i]])).ToArray();
            if (empty.Length > 0 && CellGuesses.Of(coder.Coders[j], completed.Logits.narrow(2, output, block.Outputs), weights) is { } guesses)
            {
                foreach (var i in empty)
                {
                    var (value, uncertainty) = guesses[i];
                    best[column]![rows[i]] = value;
                    cells.Add(new FilledCell(rows[i], table.Schema.Columns[column].Name, value, uncertainty));
                    for (var draw = 0; draw < drawn.Length; draw++)
                    {
                        var state = SplitMix64.Derive(seed, (((ulong)rows[i] * (ulong)drawn.Length) + (ulong)draw) * (ulong)coder.Coders.Count + (ulong)j);
                        drawn[draw][column]![rows[i]] = coder.Coders[j].Draw(chosen.AsSpan(((i * drawn.Length) + draw) * coder.Width, coder.Width)
                            [coder.Starts[j]..], ref state);
                    }
                }
            }

            output += block.Outputs;
        }
    }

    /// <summary>Rows chosen by their weights: [rows, draws, size].</summary>
    private float[] Chosen(CompletedRows completed, int[] rows, ulong seed)
    {
        if (drawn.Length == 0) return [];
        if (completed.Weights is null)
        {
            var drawnRows = new float[rows.Length * drawn.Length * coder.Width];
            TensorRows.Copy(completed.Rows, drawnRows);
            return drawnRows;
        }

        var weights = new float[rows.Length * Candidates];
        TensorRows.Copy(completed.Weights, weights);
        var picks = new long[rows.Length * drawn.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var draw = 0; draw < drawn.Length; draw++)
            {
                var state = SplitMix64.Derive(~seed, ((ulong)rows[i] * (ulong)drawn.Length) + (ulong)draw);
                var (left, pick) = (SplitMix64.NextUnit(ref state), 0);
                while (pick < Candidates - 1 && (left -= weights[(i * Candidates) + pick]) >= 0) pick++;
                picks[(i * drawn.Length) + draw] = (i * Candidates) + pick;
            }
        }

        var chosen = new float[picks.Length * coder.Width];
        TensorRows.Copy(completed.Rows.reshape(-1, coder.Width).index_select(0, tensor(picks)), chosen);
        return chosen;
    }
}
