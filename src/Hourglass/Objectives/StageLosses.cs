using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>The losses of a stage's players on one batch, and their gradients.</summary>
internal sealed class StageLosses
{
    private readonly IReadOnlyList<StagePlayer> players;
    private readonly Tensor[] losses;

    /// <summary>Applies the weights of the terms.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="terms">What <see cref="Stage.Evaluate"/> gave.</param>
    /// <param name="epoch">Decides the weights.</param>
    public StageLosses(Stage stage, IReadOnlyList<IReadOnlyList<Tensor>> terms, double epoch)
    {
        players = stage.Players;
        losses = new Tensor[players.Count];
        List<double> figures = [0];
        double reported = 0;
        for (var p = 0; p < losses.Length; p++)
        {
            Tensor? loss = null;
            for (var i = 0; i < terms[p].Count; i++)
            {
                var mean = terms[p][i].mean();
                var weight = players[p].Terms[i].Weight.At(epoch);
                loss = loss is null ? mean * weight : loss + (mean * weight);
                figures.Add(Number(mean));
                if (p == 0) reported += weight * figures[^1];
            }

            losses[p] = loss!;
        }

        figures[0] = reported;
        Figures = figures;
    }

    /// <summary>The first player's loss, then each term unweighted, in nats per example, in the order of <see cref="Stage.Metrics"/>.</summary>
    public IReadOnlyList<double> Figures { get; }

    /// <summary>Whether every player's loss is a number.</summary>
    public bool AreFinite => losses.All(loss => double.IsFinite(Number(loss)));

    /// <summary>Leaves the gradient of each player's loss in the weights that the player owns, and in no others.</summary>
    public void Backward()
    {
        if (players.Count == 1)
        {
            losses[0].backward();
            return;
        }

        for (var p = 0; p < losses.Length; p++)
        {
            var owned = players[p].Owns;
            var gradients = autograd.grad([losses[p]], [.. owned], retain_graph: true, allow_unused: true);
            for (var i = 0; i < owned.Count; i++)
            {
                if (gradients[i] is { IsInvalid: false } gradient) owned[i].grad = gradient;
            }
        }
    }

    private static double Number(Tensor scalar) => scalar.dtype == ScalarType.Float64 ? scalar.item<double>() : scalar.item<float>();
}
