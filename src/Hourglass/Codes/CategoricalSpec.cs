using Hourglass.Schedules;
using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>Groups of classes, relaxed to be differentiable. The latent space has the layout of feature maps: [classes, groups].</summary>
/// <param name="Classes">Classes of a group, at least 2; they divide the latent size, and the quotient is the number of groups.</param>
/// <param name="Temperature">Temperature of the relaxation, above 0; lower values give draws closer to one-hot vectors.</param>
/// <param name="Hard">Whether draws are one-hot, with the relaxed draw's gradient.</param>
public sealed record CategoricalSpec(int Classes, Schedule Temperature, bool Hard = false) : CodeSpec<CategoricalCode>
{
    /// <inheritdoc/>
    public override int Outputs(int latent) => latent;

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(int latent)
    {
        if (Classes < 2) yield return $"A {What("group")} has {Got(Classes)} classes; give {Allowed("at least 2")}.";
        else if (latent % Classes != 0)
            yield return $"{What("Groups")} of {Got(Classes)} classes do not divide the latent size {latent}; give " +
                $"{Allowed($"{Setting("classes", Divisors.Nearest(latent, Classes, least: 2))} or another latent size")}.";
        if (Temperature.At(0) <= 0 || Temperature.At(double.PositiveInfinity) <= 0)
            yield return $"The {What("temperature")} goes from {Got(Temperature.At(0))} to {Temperature.At(double.PositiveInfinity)}; " +
                $"{Allowed("it must stay above 0")}.";
    }

    internal override CodeReader<CategoricalCode> Build(int latent, Generator random) => new Reader(this);

    private sealed class Reader(CategoricalSpec spec) : FlatReader<CategoricalCode>(nameof(CategoricalSpec))
    {
        public override CategoricalCode Read(Tensor encoded, double epoch) =>
            new(encoded.reshape(encoded.shape[0], spec.Classes, -1), spec.Temperature.At(epoch), spec.Hard);
    }
}
