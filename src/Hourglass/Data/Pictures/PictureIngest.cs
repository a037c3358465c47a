using System.Text.Json;
using Hourglass.Files;

namespace Hourglass.Data;

/// <summary>Decodes the pictures of a folder into memory or into a store, and finds the store of an earlier reading.</summary>
/// <param name="options">How the pictures are read.</param>
/// <param name="kind">Where the user wants them.</param>
/// <param name="demand">Receives their shape before any of them is decoded, and throws if it is too large; may be null.</param>
/// <param name="report">Receives the progress, on the calling thread; may be null.</param>
/// <param name="cancellation">Stops within a few pictures; nothing is left then.</param>
internal sealed class PictureIngest(PictureOptions options, StoreKind kind, Action<DataShape>? demand = null, Action<RowsDone>? report = null,
    CancellationToken cancellation = default)
{
    // Pictures that are worked on before the progress is told, and the bytes of those that are decoded before they are written.
    private const int MostAtOnce = 4096;
    private const int MostBytesAtOnce = 1 << 30;
    private const int PicturesPerThread = 2;
    private static readonly PictureSize MixedSize = new(PictureOptions.MixedSize, PictureOptions.MixedSize);

    /// <summary>The most bytes of decoded pictures that are kept in memory unless the user wants them there.</summary>
    public long MostInMemory { get; init; } = Store.MostInMemory;

    /// <summary>The bytes of decoded pictures that are written at once, unless a few pictures have more.</summary>
    public int BytesAtOnce { get; init; } = 32 << 20;

    /// <summary>Decodes pictures.</summary>
    /// <param name="paths">Their files.</param>
    /// <param name="roots">The folders that they were found in.</param>
    /// <param name="cache">The folder of stores that the user wants; null for the default.</param>
    /// <returns>The pictures, with notes for the user.</returns>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    /// <exception cref="HourglassException">A picture cannot be decoded (the message names it), they take too much memory, or the store cannot be written.</exception>
    public DecodedPictures Read(string[] paths, string[] roots, string? cache)
    {
        if (kind == StoreKind.Memory) return InMemory(paths, Plan(paths));
        var folder = StoreCache.Find(cache);
        // Files that change while they are read have another state later.
        var state = StoreKey.StateOf(paths);
        var store = new StoreIngest<DecodedPictures>(kind, "images", (key, verify) => PictureStore.Open(key.Path, key.State, Fits, options, verify))
        {
            MostInMemory = MostInMemory,
        };
        foreach (var reading in Readings())
        {
            if (store.Find(Key(reading)) is not { } found) continue;
            demand?.Invoke(found.Shape);
            return Noting(found);
        }

        var plan = Plan(paths);
        if (!store.Wants(plan.Bytes)) return Noting(InMemory(paths, plan));
        var key = Key(options);
        return Noting(store.Make(key, () => Write(key, paths, plan), fitsInMemory: plan.Bytes <= Array.MaxLength) ?? InMemory(paths, plan));

        StoreKey Key(PictureOptions reading) => new(StoreKey.PathOf(
            ["images", .. roots.Select(Path.GetFullPath), JsonSerializer.Serialize(reading with { Groups = default }, Json.Line)], folder), state);

        DecodedPictures Noting(DecodedPictures pictures) => pictures with { Notes = [.. pictures.Notes, .. store.Notes] };
    }

    /// <summary>
    /// The readings whose store holds what is wanted: this one, and those that find size and colours out, as the training of a model does whose preparation
    /// then gives both.
    /// </summary>
    private IEnumerable<PictureOptions> Readings() =>
        from size in new[] { options.Size, null }.Distinct()
        from colour in new[] { options.Colour, PictureColour.Auto }.Distinct()
        select options with { Size = size, Colour = colour };

    private bool Fits(DataShape shape) => (options.Size is not { } size || size == new PictureSize(shape.Height, shape.Width))
        && (options.Colour == PictureColour.Auto || (options.Colour == PictureColour.Grey) == (shape.Channels == 1));

    /// <summary>Reads the headers of all files to find the common shape.</summary>
    private DecodingPlan Plan(string[] paths)
    {
        var found = new PictureHeader[paths.Length];
        ForEach("reading image headers", paths, MostAtOnce, (_, _) => i => found[i] = PictureFile.Inspect(paths[i], options.MostPixels));
        List<MessageText> notes = [];
        if (found.Count(picture => picture.Is16Bit) is > 0 and var deep)
            notes.Add($"{deep:N0} of {paths.Length:N0} images have 16 bits per channel, of which the upper 8 are read; " +
                "save them as an array (.npy) to keep all.");
        var size = options.Size ?? (found.All(picture => picture.Size == found[0].Size) ? found[0].Size : MixedSize);
        var allGrey = found.All(picture => picture.IsGrey);
        var channels = options.Colour == PictureColour.Grey || (options.Colour == PictureColour.Auto && allGrey) ? 1 : 3;
        var shape = new DataShape(channels, size.Height, size.Width);
        var bytes = (Int128)paths.Length * channels * size.Height * size.Width;
        if (kind == StoreKind.Memory && bytes > Array.MaxLength)
            throw new HourglassException($"{Got($"{paths.Length:N0} images of {shape}")} take more than {Allowed($"{Array.MaxLength:N0} bytes")}; choose a smaller " +
                $"size with {What("image_size")}, such as {Setting("image_size", 64)}, or keep them on disk with {Setting("store", "disk")}.");
        if (bytes > (Int128)paths.Length * Array.MaxLength)
            throw new HourglassException($"{Got($"An image of {shape}")} takes more than {Allowed($"{Array.MaxLength:N0} bytes")}; choose a smaller size with " +
                $"{What("image_size")}, such as {Setting("image_size", 64)}.");

        // Files that could be coloured but are grey are found out only by decoding them.
        demand?.Invoke(options.Colour == PictureColour.Auto ? shape with { Channels = 1 } : shape);
        return new DecodingPlan(shape, options.Colour == PictureColour.Auto && channels == 3, (long)bytes, notes);
    }

    private DecodedPictures InMemory(string[] paths, DecodingPlan plan)
    {
        var bytes = GC.AllocateUninitializedArray<byte>((int)plan.Bytes);
        var shape = plan.Shape;
        if (Decode(paths, plan, new ArraySpace(bytes)))
        {
            bytes = PictureStore.KeepFirstChannel(bytes, shape).ToArray();
            shape = shape with { Channels = 1 };
        }

        return new DecodedPictures(shape, plan.Notes, (first, count, side) =>
            new ByteExamples(
                first == 0 && count == paths.Length ? bytes : bytes.AsSpan(first * shape.Size, count * shape.Size).ToArray(), shape, side.Labels, side.Classes)
            {
                ReadAs = options,
            });
    }

    private void Write(StoreKey key, string[] paths, DecodingPlan plan) =>
        PictureStore.Write(key.Path, key.State, paths.Length, plan.Shape, plan.Notes, pixels => Decode(paths, plan, pixels), cancellation);

    /// <summary>Decodes all pictures; whether one channel is to be kept, because they could be coloured and are grey.</summary>
    private bool Decode(string[] paths, DecodingPlan plan, IPixelSpace pixels)
    {
        var (shape, isColoured) = (plan.Shape, false);
        var size = shape.Size;
        var atOnce = Math.Clamp(BytesAtOnce / size, PicturesPerThread * Environment.ProcessorCount, MostAtOnce);
        ForEach("decoding images", paths, Math.Clamp(MostBytesAtOnce / size, 1, atOnce), (start, count) =>
        {
            var room = pixels.Take(count * size);
            return i =>
            {
                if (!PictureFile.Read(paths[i], options.Fit, shape, room.Span.Slice((i - start) * size, size))) Volatile.Write(ref isColoured, true);
            };
        });
        return plan.MayBeGrey && !isColoured;
    }

    /// <summary>Processes all files, some at a time, then reports failures: the first by name, and their number.</summary>
    /// <param name="work">The progress of what.</param>
    /// <param name="paths">The files.</param>
    /// <param name="atOnce">How many at a time.</param>
    /// <param name="prepare">Gets ready for some of them, given the position of the first and their number; processes the one at a position.</param>
    private void ForEach(string work, string[] paths, int atOnce, Func<int, int, Action<int>> prepare)
    {
        HourglassException? first = null;
        var failed = 0;
        for (var start = 0; start < paths.Length; start += atOnce)
        {
            var count = Math.Min(atOnce, paths.Length - start);
            var process = prepare(start, count);
            var errors = new HourglassException?[count];
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation }, i =>
            {
                try
                {
                    process(start + i);
                }
                catch (HourglassException e)
                {
                    errors[i] = e;
                }
            });
            failed += errors.Count(error => error is not null);
            first ??= Array.Find(errors, error => error is not null);
            report?.Invoke(new RowsDone(work, start + count, paths.Length));
            cancellation.ThrowIfCancellationRequested();
        }

        // The cause is kept apart from the failures to write a store.
        if (failed == 1) throw new HourglassException(first!.Text, first);
        if (failed > 1) throw new HourglassException($"{failed:N0} of {paths.Length:N0} images cannot be used. The first: {first!.Text}", first);
    }

    /// <summary>What is decoded.</summary>
    /// <param name="Shape">The shape of each picture.</param>
    /// <param name="MayBeGrey">Whether one channel is enough if all are grey.</param>
    /// <param name="Bytes">The bytes of all.</param>
    /// <param name="Notes">What is lost.</param>
    private sealed record DecodingPlan(DataShape Shape, bool MayBeGrey, long Bytes, IReadOnlyList<MessageText> Notes);

    private sealed class ArraySpace(byte[] bytes) : IPixelSpace
    {
        private int taken;

        public Memory<byte> Take(int count)
        {
            taken += count;
            return bytes.AsMemory(taken - count, count);
        }
    }
}
