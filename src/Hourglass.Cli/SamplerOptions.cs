using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hourglass.Data;
using Hourglass.Persistence;
using Hourglass.Samplers;

namespace Hourglass.Cli;

/// <summary>The options <c>--sampler</c>, <c>--set</c> and <c>--data</c>, and the sampler that they ask for: the saved one of a run, or one fitted now.</summary>
internal sealed class SamplerOptions
{
    private readonly Option<string> name = new("--sampler")
    {
        Description = $"Where latent vectors come from: {string.Join(", ", SamplerCatalog.All.Select(kind => kind.Name))}; 'models' tells what each is.",
        DefaultValueFactory = _ => new PriorSampler().Name,
        HelpName = "NAME",
    };

    private readonly Option<string[]> set = new("--set")
    {
        Description = "Options of the sampler as key=value; 'models SAMPLER' lists them.",
        HelpName = "KEY=VALUE",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> data = new("--data", "-d")
    {
        Description = "The training data that a sampler is fitted to; where nothing is said, those of the run.",
        HelpName = "D",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(name);
        command.Options.Add(set);
        command.Options.Add(data);
    }

    /// <summary>Refuses what cannot be, before any work is done.</summary>
    public void Check(Invocation invocation) => SamplerCatalog.Find(invocation.Get(name)).Read(Settings(invocation));

    /// <summary>The sampler, and what to tell of it with <c>--json</c>.</summary>
    public (FittedSampler Sampler, JsonObject Facts) Obtain(Invocation invocation, LoadedRun run)
    {
        var (fitted, started) = (false, Environment.TickCount64);
        var sampler = RunSamplers.Obtain(run.Folder, run.Model, invocation.Get(name), Settings(invocation), () => Examples(invocation, run), Report, invocation.Cancellation);
        if (fitted) invocation.Output.Say($"Fitted in {(Environment.TickCount64 - started) / 1000.0:F1} s; saved in {RunSamplers.FolderOf(run.Folder, sampler.Sampler.Name)}");
        return (sampler, new JsonObject
        {
            ["sampler"] = sampler.Sampler.Name,
            ["fitted_now"] = fitted,
            ["sampler_options"] = JsonSerializer.SerializeToNode(sampler.Sampler, sampler.Sampler.GetType(), Json.Options),
        });

        void Report(FitEvent happened)
        {
            if (happened is FitStarted start)
            {
                fitted = true;
                invocation.Output.Say($"Fitting the sampler '{start.Sampler.Name}'. {start.Reason}");
            }

            // A line each tenth of the fit.
            if (happened is FitProgress { Epochs: var epochs, Epoch: var epoch, LossNats: var loss } && epoch * 10 / epochs != (epoch - 1) * 10 / epochs)
                invocation.Output.Say(FormattableString.Invariant($"  epoch {epoch} of {epochs}: {loss:F3} nats"));
        }
    }

    private Dictionary<string, string> Settings(Invocation invocation) => SettingsReader.Read(null, invocation.Get(set) ?? []);

    /// <summary>The training split of the data that were given, or of those that the run was trained on.</summary>
    private Examples Examples(Invocation invocation, LoadedRun run)
    {
        if (invocation.Get(data) is { } given) return run.OpenData(given).Train;
        var wanted = $"The sampler '{invocation.Get(name)}' is fitted to training data; give them by --data";
        if (new RunFolder(run.Folder) is not { Exists: true } folder) throw new UsageException($"{wanted}, for the folder '{run.Folder}' does not say what the model was trained on.");
        var document = folder.Read();
        Dataset opened;
        try
        {
            opened = run.OpenData(document.Data);
        }
        catch (Exception e) when (e is HourglassException or UsageException)
        {
            throw new HourglassException($"{wanted}, for those of the run, '{document.Data}', cannot be opened: {e.Message}", e);
        }

        return string.Equals(opened.Fingerprint(), document.DataFingerprint, StringComparison.Ordinal) ? opened.Train
            : throw new HourglassException($"{wanted}, for '{document.Data}' is no longer what the run was trained on (fingerprint {opened.Fingerprint()}, then {document.DataFingerprint}).");
    }
}
