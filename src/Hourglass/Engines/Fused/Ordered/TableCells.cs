using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;

namespace Hourglass.Engines.Fused.Ordered;

/// <summary>Finds the numbers of each row of a table that are not 0, in order, where each column begins among them, and which cells are empty.</summary>
internal sealed unsafe class TableCells : Operation
{
    private readonly Signal target;
    private readonly OrderedSizes sizes;
    private readonly int width;
    private readonly int[] places;
    private readonly float[] values;
    private readonly int[] starts;
    private readonly ulong[] known;
    private readonly int[] columnOf;
    private readonly int[] chosenPlaces;
    private readonly float[] chosenValues;
    private readonly bool[] hasEmpty;

    /// <summary>Allocates memory.</summary>
    /// <param name="target">The rows.</param>
    /// <param name="sizes">The decoder's sizes.</param>
    /// <param name="batch">The number of rows of a step.</param>
    /// <param name="workers">The most workers.</param>
    public TableCells(Signal target, OrderedSizes sizes, BatchSize batch, int workers)
    {
        (this.target, this.sizes, width) = (target, sizes, sizes.Layout.Width);
        places = Pinned<int>((long)batch.Most * width);
        values = Pinned<float>((long)batch.Most * width);
        starts = Pinned<int>((long)batch.Most * (sizes.Columns + 1));
        known = Pinned<ulong>((long)batch.Most * sizes.Words);
        columnOf = Pinned<int>(width);
        chosenPlaces = Pinned<int>((long)workers * width);
        chosenValues = Pinned<float>((long)workers * width);
        sizes.Layout.ColumnOf.CopyTo(columnOf);
        hasEmpty = [.. sizes.Spec.Columns.Select(column => column.HasEmpty)];
    }

    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <summary>Whether a cell may be empty.</summary>
    public bool HasEmpty => hasEmpty.Contains(true);

    /// <summary>The numbers of a row in some columns.</summary>
    /// <param name="row">The row.</param>
    /// <param name="first">The first column.</param>
    /// <param name="end">One past the last.</param>
    public CellNumbers Of(int row, int first, int end)
    {
        var start = CountBefore(row, first);
        var at = ((nint)row * width) + start;
        return new CellNumbers(First(places) + at, First(values) + at, CountBefore(row, end) - start);
    }

    /// <summary>The columns of a row that are not empty.</summary>
    public ulong* KnownOf(int row) => First(known) + ((nint)row * sizes.Words);

    /// <summary>Chooses the numbers of a row in some columns.</summary>
    /// <param name="worker">The worker, whose list they replace.</param>
    /// <param name="row">The row.</param>
    /// <param name="before">The column before which they are.</param>
    /// <param name="columns">The columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public CellNumbers Choose(int worker, int row, int before, ulong* columns)
    {
        var (end, count) = (CountBefore(row, before), 0);
        var from = First(places) + ((nint)row * width);
        var numbers = First(values) + ((nint)row * width);
        var toPlaces = First(chosenPlaces) + ((nint)worker * width);
        var toValues = First(chosenValues) + ((nint)worker * width);
        var column = First(columnOf);

        // Every number is written, so that nothing depends on a random condition, which a processor cannot predict.
        for (var i = 0; i < end; i++)
        {
            var place = from[i];
            toPlaces[count] = place;
            toValues[count] = numbers[i];
            var own = column[place];
            count += (int)((columns[own / CellDraws.Bits] >> (own % CellDraws.Bits)) & 1);
        }

        return new CellNumbers(toPlaces, toValues, count);
    }

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(target.Rows, worker, workers);
        for (var row = from; row < to; row++) Find(row);
    }

    /// <inheritdoc/>
    public override string Describe() => $"cells of {target.Name}";

    /// <summary>Memory that is not moved.</summary>
    /// <exception cref="UsageException">It would be larger than an array can be.</exception>
    internal static T[] Pinned<T>(long length)
        where T : unmanaged => length <= Array.MaxLength
        ? GC.AllocateArray<T>((int)length, pinned: true)
        : throw new UsageException($"A {What("batch")} of this table needs {Got($"{length:N0} numbers")} in one array; choose a smaller {Setting("batch")}, so that " +
            $"they are {Allowed($"at most {Array.MaxLength:N0}")}.");

    /// <summary>The first number of memory that is not moved.</summary>
    internal static T* First<T>(T[] memory)
        where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(memory));

    private int CountBefore(int row, int column) => starts[((nint)row * (sizes.Columns + 1)) + column];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Find(int row)
    {
        var numbers = new ReadOnlySpan<float>(target.ByRow.At(row), width);
        var (to, count) = ((nint)row * width, 0);
        var bits = KnownOf(row);
        for (var word = 0; word < sizes.Words; word++) bits[word] = ulong.MaxValue;
        for (var column = 0; column < sizes.Columns; column++)
        {
            starts[((nint)row * (sizes.Columns + 1)) + column] = count;
            var end = sizes.Layout.Starts[column + 1];
            for (var at = sizes.Layout.Starts[column]; at < end; at++)
            {
                var skip = numbers[at..end].IndexOfAnyExcept(0f);
                if (skip < 0) break;
                at += skip;
                places[to + count] = at;
                values[to + count++] = numbers[at];
            }

            if (hasEmpty[column] && numbers[end - 1] == 1) bits[column / CellDraws.Bits] &= ~(1ul << (column % CellDraws.Bits));
        }

        starts[((nint)row * (sizes.Columns + 1)) + sizes.Columns] = count;
    }
}
