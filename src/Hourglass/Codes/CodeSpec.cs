using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>Weight-free description of a kind of code: how many numbers the encoder must give, and how they are read.</summary>
[PartKind]
public abstract record CodeSpec
{
    /// <summary>How many numbers the encoder gives for a latent space of <paramref name="latent"/> dimensions.</summary>
    public abstract int Outputs(int latent);

    /// <summary>Lists what does not fit: one sentence a violation, none when codes of this many dimensions can be read.</summary>
    internal abstract IEnumerable<MessageText> Violations(int latent);
}

/// <summary>A <see cref="CodeSpec"/> whose codes are of type <typeparamref name="TCode"/>.</summary>
public abstract record CodeSpec<TCode> : CodeSpec
    where TCode : Code
{
    /// <summary>Builds what reads the encoder's output, with its weights if it has any.</summary>
    internal abstract CodeReader<TCode> Build(int latent, Generator random);
}
