using System.Text.Json;
using System.Text.Json.Nodes;
using Hourglass.Files;
using static TorchSharp.torch;

namespace Hourglass.Companions;

/// <summary>
/// Weight-free description of something that is fitted to a trained model and saved with it, such as a sampler: a value that converts to
/// JSON and back. Its fitted part is a <see cref="CompanionModule"/>.
/// </summary>
public abstract record Companion
{
    /// <summary>The stable name on the command line and in files.</summary>
    public string Name => PartTypes.Name(GetType());

    /// <summary>The options as JSON, as they stand in files.</summary>
    public JsonObject ToJson() => JsonSerializer.SerializeToNode(this, GetType(), Json.Options)!.AsObject();

    /// <summary>Lists what does not fit: one sentence per violation, none if it can be fitted to such a model.</summary>
    public abstract IEnumerable<MessageText> Violations(Blueprint blueprint);

    /// <summary>Whether it is fitted to training examples in addition to the model.</summary>
    public abstract bool NeedsExamples(Blueprint blueprint);

    /// <summary>Builds the module before its fit.</summary>
    internal abstract CompanionModule Build(Blueprint blueprint, Generator random);
}
