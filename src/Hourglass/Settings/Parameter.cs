namespace Hourglass.Settings;

/// <summary>An option that a person can set by name: it documents its meaning, range and default, and refuses what is outside.</summary>
/// <param name="Name">The key after <c>--set</c>.</param>
/// <param name="Meaning">What it does, in one line, with its unit.</param>
public abstract record Parameter(string Name, string Meaning)
{
    /// <summary>What is allowed, for a person.</summary>
    public abstract string Range { get; }

    /// <summary>What holds when it is not given, for a person.</summary>
    public abstract string DefaultText { get; }

    /// <summary>Refuses a text that is not allowed.</summary>
    /// <exception cref="UsageException">It is not.</exception>
    public abstract void Check(string text);

    /// <summary>Whether two texts say the same, where null stands for the default.</summary>
    /// <exception cref="UsageException">A text is not allowed.</exception>
    internal abstract bool AreSame(string? one, string? other);

    /// <summary>The refusal of <paramref name="text"/>.</summary>
    protected UsageException Refused(string text) => new($"{Name} is '{text}'; give {Range} ({Meaning}).");
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

    internal sealed override bool AreSame(string? one, string? other) => EqualityComparer<T>.Default.Equals(Value(one), Value(other));

    private T Value(string? text) => text is null ? Default : Parse(text);
}
