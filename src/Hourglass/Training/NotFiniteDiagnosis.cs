using Hourglass.Data;
using Hourglass.Objectives;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Training;

/// <summary>Finds where a pass first goes wrong, by running it again with a hook on every layer.</summary>
internal static class NotFiniteDiagnosis
{
    /// <summary>The stable name of the first module whose output has a NaN or an infinity, or of the objective term, or null.</summary>
    public static string? FirstModule(Autoencoder model, Stage stage, Batch clean, Moment moment, Generator random)
    {
        string? first = null;
        List<Action> hooks = [];
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (var (name, module) in model.Modules.named_modules())
        {
            if (module is Sequential || module is not nn.Module<Tensor, Tensor> layer) continue;
            var hook = layer.register_forward_hook((_, _, output) =>
            {
                if (first is null && !IsFinite(output)) first = name;
                return output;
            });
            hooks.Add(hook.remove);
        }

        try
        {
            var terms = stage.Evaluate(clean, moment, random);
            if (first is not null) return first;
            for (var player = 0; player < terms.Count; player++)
            {
                for (var i = 0; i < terms[player].Count; i++)
                {
                    if (!IsFinite(terms[player][i])) return $"the objective term {stage.Players[player].Terms[i].Metric}";
                }
            }
        }
        finally
        {
            foreach (var remove in hooks) remove();
        }

        return null;
    }

    private static bool IsFinite(Tensor tensor) => tensor.isfinite().all().item<bool>();
}
