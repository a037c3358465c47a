using System.Diagnostics;

namespace Hourglass.Training;

/// <summary>A stage whose weights are computed at once, as one epoch.</summary>
internal static class ClosedForm
{
    /// <summary>Computes the weights and reports the epoch.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; no weight has changed.</exception>
    public static void Fit(TrainingSession session, CancellationToken cancellation)
    {
        var (model, train, seed, state) = (session.Model, session.Train, session.Options.Seed, session.State);
        var watch = Stopwatch.StartNew();
        PrincipalComponents.Fit(model, model.Preparation.Drawn(train, seed), new WorkControl("", null, cancellation));
        state.Epoch++;
        state.Seconds += watch.Elapsed.TotalSeconds;
        var trained = ObjectiveMeans.Of(model, train, seed, 0);
        var judged = session.Validation is null ? [] : ObjectiveMeans.Of(model, session.Validation, seed, 0);
        session.Report(new EpochDone(state.Epoch, state.Epoch, trained, judged, 0, train.Count / watch.Elapsed.TotalSeconds, state.Seconds, true));
    }
}
