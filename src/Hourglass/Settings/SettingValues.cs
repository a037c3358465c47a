namespace Hourglass.Settings;

/// <summary>Options given by name, checked against the parameters that apply.</summary>
public sealed class SettingValues
{
    private readonly Dictionary<string, string> values;
    private readonly Dictionary<string, Parameter> known;

    /// <summary>Checks all names and values.</summary>
    /// <param name="values">The options as text.</param>
    /// <param name="parameters">The parameters that apply.</param>
    /// <param name="context">What they apply to, such as "the model 'vae'".</param>
    /// <exception cref="UsageException">A name is unknown or a value out of range; all of them are listed.</exception>
    public SettingValues(IReadOnlyDictionary<string, string> values, IEnumerable<Parameter> parameters, string context)
    {
        this.values = new Dictionary<string, string>(values, StringComparer.Ordinal);
        known = parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        List<MessageText> violations = [];
        foreach (var (name, text) in values)
        {
            if (!known.TryGetValue(name, out var parameter))
            {
                violations.Add($"There is no {What("option")} '{Got(name)}' for {context}; {Nearest.Hint(name, known.Keys)}choose from " +
                    $"{Allowed(string.Join(", ", known.Keys.Order(StringComparer.Ordinal)))}.");
                continue;
            }

            if (parameter.Refusal(text) is { } refusal) violations.Add(refusal);
        }

        if (violations.Count > 0) throw new UsageException(violations);
    }

    /// <summary>The same with values for options that apply and were not given.</summary>
    internal SettingValues Or(IReadOnlyDictionary<string, string> defaults) =>
        new(values.Concat(defaults.Where(pair => known.ContainsKey(pair.Key) && !values.ContainsKey(pair.Key))).ToDictionary(), known.Values, "the defaults");

    /// <summary>The value of a parameter, as given or the default of the applicable parameter of that name.</summary>
    public T Get<T>(Parameter<T> parameter) => (T)Value(parameter)!;

    /// <inheritdoc cref="Get"/>
    internal object? Value(Parameter parameter) => values.TryGetValue(parameter.Name, out var text)
        ? parameter.Value(text)
        : (known.GetValueOrDefault(parameter.Name) is { } own && own.GetType() == parameter.GetType() ? own : parameter).Value(null);

    /// <summary>Whether the parameter was given.</summary>
    public bool Has(Parameter parameter) => values.ContainsKey(parameter.Name);
}
