using System.Text.Json.Serialization;
using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>Weight-free description of a kind of code: how many numbers the encoder must give, and how they are read.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PointSpec), "point")]
[JsonDerivedType(typeof(GaussianSpec), "gaussian")]
public abstract record CodeSpec
{
    /// <summary>Numbers that the encoder gives for each latent dimension.</summary>
    [JsonIgnore]
    public abstract int NumbersPerDimension { get; }
}

/// <summary>A <see cref="CodeSpec"/> whose codes are of type <typeparamref name="TCode"/>.</summary>
public abstract record CodeSpec<TCode> : CodeSpec
    where TCode : Code
{
    /// <summary>Reads the encoder's output [batch, latent x <see cref="CodeSpec.NumbersPerDimension"/>] as a code.</summary>
    public abstract TCode Read(Tensor encoded);
}
