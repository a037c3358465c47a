using System.Text.Json.Serialization;

namespace Hourglass.Codes;

/// <summary>A code of symbols from finite sets.</summary>
public abstract record QuantizedSpec : CodeSpec<QuantizedCode>
{
    /// <summary>How many values a symbol can take.</summary>
    [JsonIgnore]
    public abstract int Classes { get; }

    /// <summary>How many sets of values there are; each has as many symbols as the others.</summary>
    [JsonIgnore]
    public abstract int Codebooks { get; }

    /// <summary>How many symbols an example has.</summary>
    public abstract int Symbols(int latent);

    /// <inheritdoc/>
    public override int Outputs(int latent) => latent;
}
