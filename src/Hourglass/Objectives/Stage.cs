using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>One stretch of gradient descent: what its players minimise, and for how many epochs.</summary>
/// <param name="epochs">Number of epochs.</param>
internal abstract class Stage(int epochs)
{
    /// <summary>Epochs of this stage.</summary>
    public int Epochs => epochs;

    /// <summary>The players; the first one's loss is reported and used for validation.</summary>
    public abstract IReadOnlyList<StagePlayer> Players { get; }

    /// <summary>Names of the figures: <c>loss_nats</c>, then each term of each player.</summary>
    public IReadOnlyList<string> Metrics => ["loss_nats", .. Players.SelectMany(player => player.Terms.Select(term => term.Metric))];

    /// <summary>The validation loss, with the final weights of its terms: with the current ones, epochs early in a warm-up would look better.</summary>
    /// <param name="figures">In the order of <see cref="Metrics"/>.</param>
    public double FinalLoss(IReadOnlyList<double> figures) =>
        Players[0].Terms.Select((term, i) => term.Weight.At(double.PositiveInfinity) * figures[i + 1]).Sum();

    /// <summary>The terms of each player's objective on a clean batch, in nats: [rows] each.</summary>
    public abstract IReadOnlyList<IReadOnlyList<Tensor>> Evaluate(Batch clean, Moment moment, Generator random);
}
