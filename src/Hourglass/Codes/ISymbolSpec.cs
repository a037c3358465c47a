namespace Hourglass.Codes;

/// <summary>A kind of code whose codes are <see cref="ISymbolCode"/>s.</summary>
internal interface ISymbolSpec
{
    /// <summary>How many entries a codebook has.</summary>
    int Classes { get; }

    /// <summary>How many codebooks there are; each has as many symbols as the others.</summary>
    int Codebooks { get; }
}
