using Hourglass.Data;

namespace Hourglass.Layers;

/// <summary>A recurrent layer over the steps of a series: 1 x steps x features.</summary>
/// <param name="Name">The name in the body.</param>
/// <param name="Steps">Steps of the series.</param>
/// <param name="Inputs">Numbers per step of the input.</param>
/// <param name="Units">Numbers per step of the output.</param>
internal abstract record RecurrentLayer(string Name, int Steps, int Inputs, int Units) : Layer(Name, Series(Steps, Inputs), Series(Steps, Units))
{
    /// <summary>Number of gates and candidates: the weights have as many blocks of <see cref="Units"/> rows.</summary>
    public abstract int Gates { get; }

    /// <summary>Size of an example's state: the outputs, then the memory.</summary>
    public abstract int StateSize { get; }

    /// <summary>The name of W: [gates x units, inputs].</summary>
    public string InputWeight => $"{Name}.{RecurrentModule.InputWeightName}";

    /// <summary>The name of b: [gates x units].</summary>
    public string InputBias => $"{Name}.{RecurrentModule.InputBiasName}";

    /// <summary>The name of U: [gates x units, units].</summary>
    public string RecurrentWeight => $"{Name}.{RecurrentModule.RecurrentWeightName}";

    /// <inheritdoc/>
    public override IEnumerable<LayerTensor> Tensors =>
    [
        new(InputWeight, [Gates * Units, Inputs]),
        new(InputBias, [Gates * Units]),
        new(RecurrentWeight, [Gates * Units, Units]),
    ];

    /// <summary>The shape of a series.</summary>
    public static DataShape Series(int steps, int features) => new(1, steps, features);

    /// <summary>The layer with this cell.</summary>
    /// <exception cref="UsageException">There is no such cell.</exception>
    public static RecurrentLayer Of(RecurrentCell cell, string name, int steps, int inputs, int units) => cell switch
    {
        RecurrentCell.Lstm => new Lstm(name, steps, inputs, units),
        RecurrentCell.Gru => new Gru(name, steps, inputs, units),
        _ => throw new UsageException($"There is no {What("recurrent cell")} {Got(cell)}; use " +
            $"{Allowed($"one of {string.Join(", ", Enum.GetNames<RecurrentCell>())}")}."),
    };
}
