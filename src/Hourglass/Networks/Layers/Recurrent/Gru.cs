namespace Hourglass.Layers;

/// <summary>
/// r, u = sigmoid(W x + U h + b), n = tanh(W x + b + r (U h + d)), h' = (1 - u) n + u h (Cho et al. 2014, with the reset gate after the
/// product). Rows of the weights: r, u, n.
/// </summary>
/// <inheritdoc cref="RecurrentLayer"/>
internal sealed record Gru(string Name, int Steps, int Inputs, int Units) : RecurrentLayer(Name, Steps, Inputs, Units)
{
    /// <inheritdoc/>
    public override int Gates => 3;

    /// <inheritdoc/>
    public override int StateSize => Units;

    /// <summary>The name of d: [units].</summary>
    public string CandidateBias => $"{Name}.{GruModule.CandidateBiasName}";

    /// <inheritdoc/>
    public override IEnumerable<LayerTensor> Tensors => [.. base.Tensors, new(CandidateBias, [Units])];
}
