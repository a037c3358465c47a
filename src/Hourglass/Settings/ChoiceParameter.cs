namespace Hourglass.Settings;

/// <summary>One of the members of an enumeration, written in lower case.</summary>
public sealed record ChoiceParameter<TEnum>(string Name, TEnum Default, string Meaning) : Parameter<TEnum>(Name, Default, Meaning)
    where TEnum : struct, Enum
{
    /// <inheritdoc/>
    public override string Range => string.Join(" | ", Enum.GetNames<TEnum>().Select(Text));

    /// <inheritdoc/>
    public override string DefaultText => Text(Default.ToString());

    /// <inheritdoc/>
    public override TEnum Parse(string text)
    {
        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (string.Equals(Text(value.ToString()), text, StringComparison.OrdinalIgnoreCase)) return value;
        }

        throw new UsageException($"{What(Name)} is '{Got(text)}'; {Nearest.Hint(text, Enum.GetNames<TEnum>().Select(Text))}give one " +
            $"of {Allowed(Range)} ({Meaning}).");
    }

    private static string Text(string member) => member.ToLowerInvariant();
}
