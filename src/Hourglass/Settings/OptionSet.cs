using System.Reflection;

namespace Hourglass.Settings;

/// <summary>
/// The options of a record, declared once by <see cref="SettingAttribute"/> on its properties: it lists them as parameters, reads them from names and texts,
/// and checks a record that a program has built, by the same ranges and with the same sentences.
/// </summary>
/// <typeparam name="TOptions">The record. Options may be whole numbers, numbers, Booleans, enumerations, texts and lists of whole numbers.</typeparam>
public sealed class OptionSet<TOptions>
    where TOptions : class
{
    private readonly Func<TOptions> create;
    private readonly DeclaredOption[] options;

    /// <summary>Finds the options of the record.</summary>
    /// <param name="create">Creates a new record with the defaults.</param>
    public OptionSet(Func<TOptions> create)
    {
        this.create = create;
        Defaults = create();
        options =
        [
            .. from property in typeof(TOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance)
               let setting = property.GetCustomAttribute<SettingAttribute>()
               where setting is not null
               orderby property.MetadataToken
               select DeclaredOption.Of(property, setting, property.GetValue(Defaults)),
        ];
        Parameters = [.. options.Select(option => option.Parameter)];
    }

    /// <summary>The record with all defaults.</summary>
    public TOptions Defaults { get; }

    /// <summary>The options in the order of their declaration.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>A record of the given values; options that are not given have their defaults.</summary>
    public TOptions Read(SettingValues values)
    {
        var read = create();
        foreach (var option in options) option.Set(read, values.Value(option.Parameter));
        return read;
    }

    /// <summary>Lists what is out of range, one sentence per violation, each beginning with the name of the option.</summary>
    public IEnumerable<MessageText> Violations(TOptions values) => options.Select(option => option.Violation(values)).OfType<MessageText>();

    /// <summary>The parameter of a property.</summary>
    internal TParameter Of<TParameter>(string property)
        where TParameter : Parameter =>
        (TParameter)options.Single(option => string.Equals(option.Property.Name, property, StringComparison.Ordinal)).Parameter;
}
