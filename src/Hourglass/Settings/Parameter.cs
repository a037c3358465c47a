using System.Globalization;

namespace Hourglass.Settings;

/// <summary>An option that is set by name: it documents its meaning, range and default, and rejects values outside the range.</summary>
/// <param name="Name">The key in the settings, and after <c>--set</c> on the command line.</param>
/// <param name="Meaning">What it does, in one line, with its unit.</param>
public abstract record Parameter(string Name, string Meaning)
{
    /// <summary>The allowed values, in words.</summary>
    public abstract string Range { get; }

    /// <summary>The default, in words.</summary>
    public abstract string DefaultText { get; }

    /// <summary>Rejects a text that is not allowed.</summary>
    /// <exception cref="UsageException">The text is not allowed.</exception>
    public abstract void Check(string text);

    /// <summary>Whether two texts mean the same value; null means the default.</summary>
    /// <exception cref="UsageException">A text is not allowed.</exception>
    internal bool AreSame(string? one, string? other) => Equals(Value(one), Value(other));

    /// <summary>The value of a text; null means the default.</summary>
    /// <exception cref="UsageException">The text is not allowed.</exception>
    internal abstract object? Value(string? text);

    /// <summary>The sentence that refuses a text, or null if it is allowed.</summary>
    internal MessageText? Refusal(string text)
    {
        try
        {
            Check(text);
            return null;
        }
        catch (UsageException refused)
        {
            return refused.Text;
        }
    }

    /// <summary>The exception for <paramref name="text"/>.</summary>
    protected UsageException Refused(string text)
    {
        // A number is shown as it is, and other texts in quotes.
        var quote = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? "" : "'";
        return new UsageException($"{What(Name)} is {quote}{Got(text)}{quote}; give {Allowed(Range)} ({Meaning}).");
    }
}

/// <summary>A <see cref="Parameter"/> whose values are of type <typeparamref name="T"/>.</summary>
public abstract record Parameter<T>(string Name, T Default, string Meaning) : Parameter(Name, Meaning)
{
    /// <inheritdoc/>
    public override string DefaultText => FormattableString.Invariant($"{Default}");

    /// <summary>Reads a value.</summary>
    /// <exception cref="UsageException">The text is not allowed.</exception>
    public abstract T Parse(string text);

    /// <inheritdoc/>
    public sealed override void Check(string text) => Parse(text);

    internal sealed override object? Value(string? text) => text is null ? Default : Parse(text);
}
