using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Hourglass.Data;

/// <summary>
/// The names of the classes of a data set, in the order of the indices that <see cref="Examples.Labels"/> holds. A source's labels (whole numbers
/// of any size, texts, dates, names of folders) are these names; indices run from 0 without gaps over the whole source, test examples included.
/// </summary>
[CollectionBuilder(typeof(ClassNames), nameof(Of))]
public sealed class ClassNames : IReadOnlyList<string>, IEquatable<ClassNames>
{
    private const int Shown = 12;
    private readonly string[] names;
    private readonly Dictionary<string, int> indices;

    private ClassNames(string[] names, bool areNumbers)
    {
        this.names = names;
        AreNumbers = areNumbers;
        indices = new Dictionary<string, int>(names.Length, StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            if (!indices.TryAdd(names[i], i)) throw new HourglassException($"{What("Two classes")} have the name '{Got(names[i])}'; give " +
                $"{Allowed("each class a unique name")}.");
        }
    }

    /// <summary>Whether the labels of the source were whole numbers; files of results then contain these numbers instead of indices.</summary>
    public bool AreNumbers { get; }

    /// <inheritdoc/>
    public int Count => names.Length;

    /// <inheritdoc/>
    public string this[int index] => names[index];

    /// <summary>Classes with these names, in this order.</summary>
    /// <exception cref="HourglassException">A name occurs twice.</exception>
    public static ClassNames Of(ReadOnlySpan<string> names) => new(names.ToArray(), areNumbers: false);

    /// <summary>The classes that occur among <paramref name="labels"/>, in ordinal order.</summary>
    public static ClassNames Among(IEnumerable<string> labels) =>
        new([.. labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], areNumbers: false);

    /// <summary>The classes that occur among <paramref name="labels"/>, in ascending order.</summary>
    public static ClassNames Among(IEnumerable<long> labels) => new([.. labels.Distinct().Order().Select(Name)], areNumbers: true);

    /// <summary>The classes 0 to <paramref name="count"/> - 1.</summary>
    public static ClassNames Numbered(int count) => new([.. Enumerable.Range(0, count).Select(i => Name(i))], areNumbers: true);

    /// <summary>The index of a class; -1 if there is no class of that name.</summary>
    public int IndexOf(string name) => indices.GetValueOrDefault(name, -1);

    /// <summary>The indices of <paramref name="labels"/>.</summary>
    /// <exception cref="HourglassException">There is no class of a label's name.</exception>
    public int[] IndicesOf(IEnumerable<string> labels) => [.. labels.Select(label => IndexOf(label) is >= 0 and var index ? index
        : throw new HourglassException($"There is no {What("class")} '{Got(label)}' among {this}; give {Allowed("labels of these classes")}."))];

    /// <summary>The indices of <paramref name="labels"/>.</summary>
    /// <exception cref="HourglassException">There is no class of a label's name.</exception>
    public int[] IndicesOf(IReadOnlyList<long> labels)
    {
        // A name is created once per class, not once per example.
        var known = new Dictionary<long, int>();
        var found = new int[labels.Count];
        for (var i = 0; i < found.Length; i++)
        {
            if (!known.TryGetValue(labels[i], out var index)) known[labels[i]] = index = IndicesOf([Name(labels[i])])[0];
            found[i] = index;
        }

        return found;
    }

    /// <inheritdoc/>
    public bool Equals(ClassNames? other) => other is not null && names.AsSpan().SequenceEqual(other.names);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ClassNames);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(names.Length, names.Length > 0 ? StringComparer.Ordinal.GetHashCode(names[^1]) : 0);

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)names).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => names.GetEnumerator();

    /// <summary>The names in quotation marks; for many classes only the first ones.</summary>
    public override string ToString() =>
        string.Join(", ", names.Take(Shown).Select(name => $"'{name}'")) + (names.Length > Shown ? $" and {names.Length - Shown:N0} more" : "");

    /// <summary>The name of a class as a number.</summary>
    /// <exception cref="FormatException">The classes are not numbers.</exception>
    internal long NumberAt(int index) => long.Parse(names[index], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>Whether every class is named by its index, as for labels that count from 0 without gaps.</summary>
    internal bool AreIndices
    {
        get
        {
            for (var i = 0; i < names.Length; i++)
            {
                if (names[i] != Name(i)) return false;
            }

            return true;
        }
    }

    /// <summary>These classes in the order and with all classes of <paramref name="others"/>; numbers stay numbers.</summary>
    internal ClassNames InOrderOf(ClassNames others) =>
        new(others.names, AreNumbers && others.names.All(name => long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)));

    private static string Name(long number) => number.ToString(CultureInfo.InvariantCulture);
}
