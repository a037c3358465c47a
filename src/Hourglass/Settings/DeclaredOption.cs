using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Hourglass.Numerics;

namespace Hourglass.Settings;

/// <summary>A property that is declared as an option.</summary>
/// <param name="Property">The property.</param>
/// <param name="Parameter">The option.</param>
internal sealed record DeclaredOption(PropertyInfo Property, Parameter Parameter)
{
    private Type Type => TypeOf(Property);

    /// <exception cref="InvalidOperationException">No option can have the type of the property.</exception>
    public static DeclaredOption Of(PropertyInfo property, SettingAttribute setting, object? initial)
    {
        var (name, meaning, type) = (setting.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), setting.Meaning, TypeOf(property));
        return new DeclaredOption(property, Type.GetTypeCode(type) switch
        {
            _ when type.IsEnum => (Parameter)Activator.CreateInstance(typeof(ChoiceParameter<>).MakeGenericType(type), name, initial, meaning)!,
            _ when type == typeof(ValueList<int>) => new IntegersParameter(name, (ValueList<int>?)initial, meaning, setting.DerivedDefault),
            TypeCode.Boolean => new FlagParameter(name, (bool)initial!, meaning),
            TypeCode.String => new TextParameter(name, meaning, setting.DerivedDefault),
            TypeCode.Double => new NumberParameter(name, (double)initial!,
                setting.AboveZero ? double.Epsilon : setting.Least, setting.BelowOne ? Math.BitDecrement(1.0) : setting.Most, meaning),
            TypeCode.Int32 => new IntegerParameter(name, (int?)initial, (int)setting.Least, (int)setting.Most, meaning, setting.DerivedDefault),
            TypeCode.UInt64 => new IntegerParameter(name, (long?)(ulong?)initial, (long)setting.Least, (long)setting.Most, meaning, setting.DerivedDefault),
            _ => throw new InvalidOperationException($"{property.Name} is of type {type.Name}, which no option can have."),
        });
    }

    /// <summary>Sets the property of a new record to a value of the parameter.</summary>
    public void Set(object record, object? value) =>
        Property.SetValue(record, value is long number ? Convert.ChangeType(number, Type, CultureInfo.InvariantCulture) : value);

    /// <summary>The sentence for a value that is out of range, else null. Null values have a derived default.</summary>
    public MessageText? Violation(object record) => Property.GetValue(record) switch
    {
        null => null,

        // A program may use all 64 bits of a seed.
        ulong whole => Parameter.Refusal(Text(Math.Min(whole, long.MaxValue))),
        var value => Parameter.Refusal(Text(value)),
    };

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static Type TypeOf(PropertyInfo property) => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
}
