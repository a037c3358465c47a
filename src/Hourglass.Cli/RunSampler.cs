using System.Text.Json.Nodes;
using Hourglass.Companions;
using Hourglass.Data;
using Hourglass.Runs;
using Hourglass.Samplers;

namespace Hourglass.Cli;

/// <summary>The sampler of a run by name: the saved one, or one fitted now with progress output.</summary>
internal static class RunSampler
{
    /// <summary>The sampler, and its part of the <c>--json</c> result.</summary>
    /// <param name="invocation">Receives progress; Ctrl-C stops a fit.</param>
    /// <param name="run">The run.</param>
    /// <param name="name">A sampler of the catalog.</param>
    /// <param name="settings">Its options; if empty, the saved sampler is used with any options.</param>
    /// <param name="examples">Opens the training examples if a sampler must be fitted.</param>
    public static (FittedSampler Sampler, JsonObject Facts) Obtain(Invocation invocation, Run run, string name, IReadOnlyDictionary<string, string> settings,
        Func<Examples> examples)
    {
        var (fitted, started) = (false, Environment.TickCount64);
        var sampler = invocation.Stoppable(token => run.Sampler(name, settings, examples, Report, token));
        if (fitted)
            invocation.Output.Say($"Fitted in {(Environment.TickCount64 - started) / 1000.0:F1} s; " +
                $"saved in {RunSamplers.FolderOf(run.Folder, sampler.Sampler.Name)}");
        return (sampler, new JsonObject
        {
            ["sampler"] = sampler.Sampler.Name,
            ["fitted_now"] = fitted,
            ["sampler_options"] = sampler.Sampler.ToJson(),
        });

        void Report(FitEvent happened)
        {
            if (happened is FitStarted start)
            {
                fitted = true;
                invocation.Output.Say($"Fitting the sampler '{start.Companion.Name}'. {start.Reason}");
            }

            // A line each tenth of the fit.
            if (happened is FitProgress { Epochs: var epochs, Epoch: var epoch, LossNats: var loss } && epoch * 10 / epochs != (epoch - 1) * 10 / epochs)
                invocation.Output.Say($"  epoch {epoch} of {epochs}: {FigureText.Of(loss, 3)} nats");
        }
    }
}
