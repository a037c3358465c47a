using Hourglass.Data;
using Hourglass.Settings;

namespace Hourglass.Losses;

/// <summary>What a loss is made of: the options that a person gave and the shape of the data.</summary>
public sealed class LossSettings
{
    private readonly SettingValues values;

    internal LossSettings(SettingValues values, DataShape shape)
    {
        this.values = values;
        Shape = shape;
    }

    /// <summary>The shape of one example.</summary>
    public DataShape Shape { get; }

    /// <summary>The value of an option: given, or its default.</summary>
    public T Get<T>(Parameter<T> option) => values.Get(option);
}
