using System.Globalization;
using Hourglass.Numerics;
using Hourglass.Settings;

namespace Hourglass.Data;

/// <summary>Opens data by its descriptor, as on the command line.</summary>
public static class DataSource
{
    private const string IdxPrefix = "idx:";
    private const string SpritesName = "sprites";
    private const string Forms = "'mnist', 'idx:FOLDER', 'sprites', 'sprites:N', a folder of images, a .npy or .npz file, or a table: " + TableFiles.Allowed;

    /// <summary>
    /// Opens <c>mnist</c>, <c>idx:FOLDER</c>, <c>sprites</c> (some of <see cref="Sprites"/>; <c>sprites:N</c> for N of them, <c>sprites:all</c> for
    /// all), a folder of pictures, a <c>.npy</c> or a <c>.npz</c> file. A source without a test
    /// split is split by <see cref="Split.Random"/>, always in the same way.
    /// </summary>
    /// <param name="descriptor">The data.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="report">Receives the progress of reading a table or a folder of images, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the reading of a table or a folder of images; nothing is left then.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    /// <exception cref="UsageException">The text is none of these, or an option is out of range.</exception>
    /// <exception cref="HourglassException">The data is missing, damaged or inconsistent.</exception>
    public static Dataset Open(string descriptor, DataOptions? options = null, Action<RowsDone>? report = null, CancellationToken cancellation = default)
    {
        options ??= new DataOptions();
        if (options.Array is { } named && !Path.GetExtension(descriptor).Equals(".npz", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"{What(Setting("array"))} is '{Got(named)}', but the data '{descriptor}' have no named arrays; " +
                $"{Allowed("omit it, or give a .npz file")}.");
        if (string.Equals(descriptor, "mnist", StringComparison.OrdinalIgnoreCase)) return Mnist.Load() with { HasOwnTest = true };
        if (descriptor.StartsWith(IdxPrefix, StringComparison.OrdinalIgnoreCase))
            return IdxFolder.Load(descriptor[IdxPrefix.Length..]) with { HasOwnTest = true };
        if (descriptor.Split(':') is [var word, .. var rest] && rest.Length < 2 && string.Equals(word, SpritesName, StringComparison.OrdinalIgnoreCase))
            return Sprites.Load(SpriteCount(rest), options.TestShare ?? Split.DefaultShare);
        if (!Directory.Exists(descriptor) && Table.Accepts(descriptor)) return TableData.Open(descriptor, options, report, cancellation);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(descriptor));
        if (Directory.Exists(descriptor))
        {
            var pictures = PictureFolder.Read(descriptor, options, report, cancellation);
            var data = Combine(name is "" or "." or ".." ? Path.GetFileName(Path.GetFullPath(descriptor)) : name, pictures.Train, pictures.Test, options);
            return data with { FileNames = pictures.Names, Notes = pictures.Notes };
        }
        switch (Path.GetExtension(descriptor).ToLowerInvariant())
        {
            case ".npy":
                var (array, mapped) = ArrayFile.LoadNpy(descriptor, options.Store);
                return Combine(name, array, test: null, options) with { Notes = mapped is null ? [] : [mapped] };
            case ".npz":
                var (train, test, note) = ArrayFile.LoadNamed(descriptor, options.Array);
                return Combine(name, train, test, options) with { Notes = [note] };
            default:
                throw Unknown(descriptor);
        }
    }

    /// <summary>The file or folder that a descriptor names; null if there is none, as for <c>mnist</c>.</summary>
    internal static string? PathOf(string descriptor)
    {
        var path = descriptor.StartsWith(IdxPrefix, StringComparison.OrdinalIgnoreCase) ? descriptor[IdxPrefix.Length..] : descriptor;
        return Path.Exists(path) ? path : null;
    }

    internal static Dataset Combine(string name, Examples train, Examples? test, DataOptions options)
    {
        if (test is not null) return new Dataset(name, train, test) { HasOwnTest = true };
        var whole = train.As(DataSplit.Whole);
        var cut = options.AllowsSingleExample && whole.Count == 1 ? (Train: whole, Test: whole) : Split.Random(whole, options.TestShare ?? Split.DefaultShare);
        return new Dataset(name, cut.Train, cut.Test) { Whole = whole };
    }

    private static int SpriteCount(string[] given) => given switch
    {
        [] => Sprites.DefaultCount,
        ["all"] => Sprites.Count,
        [var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => count,
        _ => throw new UsageException($"{What("sprites")} was given '{Got(given[0])}'; " +
            $"give {Allowed($"the number of images, such as 'sprites:{Sprites.DefaultCount}', or 'sprites:all' for all {Sprites.Count:N0}")}."),
    };

    private static UsageException Unknown(string descriptor)
    {
        if (File.Exists(descriptor))
            return new UsageException($"The {What("file")} '{Got(descriptor)}' is of an unknown kind; data can be {Allowed(Forms)}.");
        if (descriptor.AsSpan().IndexOfAny('/', '\\') >= 0)
            return new UsageException($"There is no {What("folder or file")} '{Got(descriptor)}'; " +
                $"{UnreadableName.Hint(descriptor)}data can be {Allowed(Forms)}.");
        var hint = Nearest.To(descriptor, ["mnist", SpritesName]) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        return new UsageException($"'{Got(descriptor)}' is not {What("a data source")}; {UnreadableName.Hint(descriptor)}data can be {Allowed(Forms)}.{hint}");
    }
}
