using System.Text.Json.Serialization;

namespace Hourglass.Codes;

/// <summary>A code of symbols from finite sets.</summary>
public abstract record QuantizedSpec : CodeSpec<QuantizedCode>
{
    /// <summary>Number of values that a symbol can take.</summary>
    [JsonIgnore]
    public abstract int Classes { get; }

    /// <summary>Number of codebooks; each has the same number of symbols.</summary>
    [JsonIgnore]
    public abstract int Codebooks { get; }

    /// <summary>Number of symbols per example.</summary>
    public abstract int Symbols(int latent);

    /// <inheritdoc/>
    public override int Outputs(int latent) => latent;
}
