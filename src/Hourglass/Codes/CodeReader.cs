using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>Reads the encoder's output as a code, with weights of its own if the kind of code has any, such as a codebook.</summary>
internal abstract class CodeReader(string name) : nn.Module(name)
{
    /// <summary>Reads the encoder's output.</summary>
    /// <param name="encoded">[batch, <see cref="CodeSpec.Outputs"/>].</param>
    /// <param name="epoch">Epochs trained so far, for codes with a schedule; infinity once training is over.</param>
    public abstract Code ReadCode(Tensor encoded, double epoch);

    /// <summary>Latent vectors in the form that the decoder expects; a point of a curved space is given in flat coordinates.</summary>
    public abstract Tensor ToDecoder(Tensor latent);

    /// <summary>The latent vectors with these flat coordinates, or the nearest ones: the inverse of <see cref="ToDecoder"/>.</summary>
    public abstract Tensor FromDecoder(Tensor flat);

    /// <summary>Points on the shortest paths of the latent space: straight lines, unless it is curved.</summary>
    /// <param name="start">Start of each path: [rows, latent].</param>
    /// <param name="end">End of each path: [rows, latent].</param>
    /// <param name="share">Position along the path as a fraction of its length, 0 to 1: [rows, 1].</param>
    public abstract Tensor Between(Tensor start, Tensor end, Tensor share);
}

/// <summary>A <see cref="CodeReader"/> whose codes are of type <typeparamref name="TCode"/>.</summary>
internal abstract class CodeReader<TCode>(string name) : CodeReader(name)
    where TCode : Code
{
    /// <inheritdoc cref="ReadCode"/>
    public abstract TCode Read(Tensor encoded, double epoch);

    public sealed override Code ReadCode(Tensor encoded, double epoch) => Read(encoded, epoch);
}
