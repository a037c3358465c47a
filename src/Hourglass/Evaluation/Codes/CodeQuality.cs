using System.Text.Json.Nodes;
using Hourglass.Data;

namespace Hourglass.Evaluation;

/// <summary>Quality of codes: class prediction by neighbours and by a linear classifier, and preservation of neighbourhoods.</summary>
internal static class CodeQuality
{
    // Codes of the probe's examples are held in double precision.
    private const int ProbeNumbers = 1 << 24;

    // So are these examples themselves.
    private const int NeighbourhoodNumbers = 1 << 24;

    /// <summary>Every metric that applies to the examples, in a fixed order, each name with a prefix.</summary>
    /// <param name="model">Gives the codes.</param>
    /// <param name="prepared">The examples to evaluate on, prepared for the model.</param>
    /// <param name="points">The examples that give the neighbours and train the probe, prepared for the model; null for none.</param>
    /// <param name="options">The options of the evaluation.</param>
    /// <param name="protocol">Receives what was done.</param>
    /// <param name="warnings">Receives a warning for each omitted metric that a reader would expect.</param>
    /// <param name="control">Receives the progress and cancels.</param>
    /// <param name="prefix">Prefix of the names, such as <c>pca_</c>.</param>
    public static IEnumerable<Metric> Of(Autoencoder model, Examples prepared, Examples? points, EvaluationOptions options, JsonObject protocol,
        ICollection<string> warnings, WorkControl control, string prefix = "")
    {
        var encoding = control.For("encoding");
        if (prepared.Labels is { } labels && points?.Labels is not null)
        {
            protocol["neighbours"] = options.Neighbours;
            protocol["neighbour_examples"] = points.Count;
            yield return new($"{prefix}knn_accuracy", NearestNeighbours.Accuracy(prepared, points, model.Latent, options.Neighbours, model.Locate,
                control.For("nearest neighbours")));
            if (options.ProbeExamples > 0)
            {
                // Classes of the chosen codes only: the others may have more.
                var learnt = points.Spread((int)Math.Clamp(ProbeNumbers / model.Latent, 1, options.ProbeExamples));
                var classes = learnt.Labels!.Distinct().Count();
                if (LinearProbe.Obstacle(learnt.Count, classes) is { } obstacle)
                {
                    Warn($"{obstacle} probe_accuracy is omitted.");
                }
                else if (classes > 1)
                {
                    var probe = LinearProbe.Fit(model.EncodePrepared(learnt, encoding), learnt.Labels!, options.ProbeL2, control.Report, control.Cancellation);
                    protocol["probe_examples"] = learnt.Count;
                    protocol["probe_l2"] = options.ProbeL2;
                    protocol[$"{prefix}probe_steps"] = probe.Steps;
                    yield return new($"{prefix}probe_accuracy", probe.Accuracy(model.EncodePrepared(prepared, encoding), labels));
                }
            }
        }

        var kept = prepared.Spread((int)Math.Min(options.NeighbourhoodExamples, NeighbourhoodNumbers / prepared.Shape.Size));
        if (prepared.Side.Lengths is not null) yield break;
        if (kept.Count <= 2 * NeighbourhoodPreservation.DefaultNeighbours)
        {
            if (Math.Min(options.NeighbourhoodExamples, prepared.Count) > kept.Count)
                Warn($"trustworthiness and continuity are omitted: examples of {prepared.Shape.Size} numbers are so large that at most {kept.Count} are " +
                    $"compared, and {2 * NeighbourhoodPreservation.DefaultNeighbours + 1} are needed.");
            yield break;
        }

        protocol["neighbourhood_examples"] = kept.Count;
        protocol["neighbourhood_neighbours"] = NeighbourhoodPreservation.DefaultNeighbours;
        var (trustworthiness, continuity) = NeighbourhoodPreservation.Of(kept.ToRows(), model.EncodePrepared(kept, encoding),
            report: control.Report, cancellation: control.Cancellation);
        yield return new($"{prefix}trustworthiness", trustworthiness);
        yield return new($"{prefix}continuity", continuity);

        // The metrics of another model on the same examples have the same obstacles.
        void Warn(string warning)
        {
            if (!warnings.Contains(warning)) warnings.Add(warning);
        }
    }
}
