using System.CommandLine;
using System.Text.Json.Nodes;
using Hourglass.Runs;
using Hourglass.Samplers;

namespace Hourglass.Cli;

/// <summary>
/// The options <c>--sampler</c>, <c>--set</c> and <c>--data</c>, and the sampler that they select: the saved one of a run, or one fitted now.
/// </summary>
internal sealed class SamplerOptions
{
    private readonly Option<string> name = new("--sampler")
    {
        Description = $"Source of the latent vectors: {string.Join(", ", SamplerCatalog.All.Select(kind => kind.Name))}; 'models' describes them.",
        DefaultValueFactory = _ => new PriorSampler().Name,
        HelpName = "NAME",
    };

    private readonly Option<string[]> set = new("--set")
    {
        Description = "Sampler options as key=value; 'models SAMPLER' lists them.",
        HelpName = "KEY=VALUE",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> data = new("--data", "-d")
    {
        Description = "Training data for fitting a sampler; by default the data of the run.",
        HelpName = "D",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(name);
        command.Options.Add(set);
        command.Options.Add(data);
        command.Options.Add(CommonOptions.Array);
    }

    /// <summary>Refuses invalid options before any work is done.</summary>
    public void Check(Invocation invocation) => SamplerCatalog.Find(invocation.Get(name)).Read(Settings(invocation));

    /// <summary>The sampler, and its part of the <c>--json</c> result.</summary>
    public (FittedSampler Sampler, JsonObject Facts) Obtain(Invocation invocation, Run run) =>
        RunSampler.Obtain(invocation, run, invocation.Get(name), Settings(invocation),
            TrainingData.OfRun(run, () => invocation.Get(data) is { } given ? invocation.OpenData(run, given) : null));

    private Dictionary<string, string> Settings(Invocation invocation) => SettingsReader.Read(null, invocation.Get(set) ?? []);
}
