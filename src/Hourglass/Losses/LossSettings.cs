using Hourglass.Data;
using Hourglass.Settings;

namespace Hourglass.Losses;

/// <summary>What a loss is created from: the given options and the shape of the data.</summary>
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

    /// <summary>The value of an option, as given or by default.</summary>
    public T Get<T>(Parameter<T> option) => values.Get(option);

    /// <summary>The loss with the given options; those that are not given have their defaults.</summary>
    public TLoss Read<TLoss>(OptionSet<TLoss> options)
        where TLoss : Loss => options.Read(values);
}
