namespace Hourglass.Layers;

/// <summary>
/// i, f, o = sigmoid(W x + U h + b), g = tanh(W x + U h + b), c' = f c + i g, h' = o tanh(c') (Hochreiter &amp; Schmidhuber 1997; Gers et al.
/// 2000). The forget gate starts open, with a bias of 1 (Jozefowicz et al. 2015). Rows of the weights: i, f, o, g.
/// </summary>
/// <inheritdoc cref="RecurrentLayer"/>
internal sealed record Lstm(string Name, int Steps, int Inputs, int Units) : RecurrentLayer(Name, Steps, Inputs, Units)
{
    /// <inheritdoc/>
    public override int Gates => 4;

    /// <inheritdoc/>
    public override int StateSize => 2 * Units;
}
