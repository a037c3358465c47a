namespace Hourglass.Data;

/// <summary>Reads the cells of a table into memory or into a store, and finds the store of an earlier reading.</summary>
/// <param name="kind">Where the user wants the cells.</param>
/// <param name="key">Names the store; null if the source cannot be recognised later.</param>
/// <param name="report">Receives the progress, on the calling thread; may be null.</param>
/// <param name="cancellation">Stops within a few thousand rows; nothing is left then.</param>
internal sealed class TableIngest(StoreKind kind, StoreKey? key, Action<RowsDone>? report, CancellationToken cancellation)
{
    private readonly StoreIngest<Table> store = new(kind, "cells", (found, verify) => TableStore.Open(found.Path, found.State, verify));

    /// <summary>The most bytes of cells that are kept in memory unless the user wants them there.</summary>
    public long MostInMemory
    {
        init => store.MostInMemory = value;
    }

    /// <summary>The table of an earlier reading; null if there is none or if it is not what the source is now.</summary>
    public Table? Find() => key is null ? null : store.Find(key)?.Noting(store.Notes);

    /// <summary>Reads the cells of the columns that have a plan.</summary>
    /// <param name="relation">The rows.</param>
    /// <param name="plans">How the cells of each column are read; null for columns without cells.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="complete">Makes the schema of the cells, and replaces those of columns without a plan.</param>
    /// <param name="warnings">What did not fit a schema.</param>
    /// <param name="told">How the rows were read.</param>
    /// <exception cref="UsageException">A store is wanted and the source cannot have one.</exception>
    /// <exception cref="HourglassException">The cells cannot be read, or the store cannot be written.</exception>
    public Table Read(TableRelation relation, CellPlan?[] plans, int count, Func<ColumnCells[], TableSchema> complete,
        IReadOnlyList<MessageText>? warnings = null, IReadOnlyList<MessageText>? told = null)
    {
        if (kind == StoreKind.Disk && key is null)
            throw new UsageException($"{What(Setting("store"))} is {Got("disk")}, and '{relation.Name}' is no file or query whose rows are the same each time; " +
                $"give {Allowed("memory")}.");
        var bytes = plans.Sum(plan => (long)(plan?.Encoding.Size ?? 0) * count);
        if (key is not null && store.Wants(bytes)
            && store.Make(key, () => Widening(plan => TableStore.Write(key.Path, key.State, storage => Fill(storage, plan)))) is { } stored)
            return stored.Noting(store.Notes);
        TableContent? content = null;
        Widening(plan => content = Fill(new MemoryStorage(), plan));
        return new Table(content!.Schema, content.Cells, rows: null) { Warnings = content.Warnings, Notes = [.. content.Notes, .. store.Notes] };

        TableContent Fill(CellStorage storage, Func<CellPlan, CellPlan> planned)
        {
            int[] filled = [.. Enumerable.Range(0, plans.Length).Where(i => plans[i] is not null)];
            ColumnBuilder[] builders = [.. filled.Select(i => planned(plans[i]!).Builder(storage, count))];
            if (builders.Length > 0)
            {
                var sql = $"SELECT {string.Join(", ", filled.Select(i => plans[i]!.Sql))} FROM {TableRelation.Source}";
                ChunkScan.Run(relation.Session, sql, builders, relation.Name, count, report, cancellation);
            }

            ColumnCells[] cells = [.. plans.Select(_ => new NoCells(count))];
            for (var i = 0; i < filled.Length; i++) cells[filled[i]] = builders[i].Finish();
            var schema = complete(cells);
            return new TableContent(schema, cells, filled) { Warnings = warnings ?? [], Notes = told ?? [] };
        }
    }

    /// <summary>Reads once more where measured ranges do not hold, as for times that are rounded otherwise when they are read.</summary>
    private static void Widening(Action<Func<CellPlan, CellPlan>> read)
    {
        try
        {
            read(plan => plan);
        }
        catch (CellRangeException)
        {
            read(plan => plan.Widened());
        }
    }
}
