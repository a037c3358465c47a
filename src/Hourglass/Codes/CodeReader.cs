using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>Reads the encoder's output as a code, with weights of its own where the kind of code has some (a codebook, say).</summary>
internal abstract class CodeReader(string name) : nn.Module(name)
{
    /// <summary>Reads the encoder's output.</summary>
    /// <param name="encoded">[batch, <see cref="CodeSpec.Outputs"/>].</param>
    /// <param name="epoch">Epochs trained so far, for codes with a schedule; infinity once training is over.</param>
    public abstract Code ReadCode(Tensor encoded, double epoch);

    /// <summary>Latent vectors as the decoder wants them: a point of a curved space in flat coordinates.</summary>
    public abstract Tensor ToDecoder(Tensor latent);

    /// <summary>The latent vectors that have these flat coordinates, or the nearest: the way back from <see cref="ToDecoder"/>.</summary>
    public abstract Tensor FromDecoder(Tensor flat);

    /// <summary>Points on the shortest paths of the latent space: straight lines, unless it is curved.</summary>
    /// <param name="start">Where each path starts: [rows, latent].</param>
    /// <param name="end">Where it ends: [rows, latent].</param>
    /// <param name="share">The part of its length that lies before the point, 0 to 1: [rows, 1].</param>
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
