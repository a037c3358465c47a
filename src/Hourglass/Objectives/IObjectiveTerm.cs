using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// A term of a training objective, for codes of type <typeparamref name="TCode"/>: the compiler refuses
/// a term that needs a distribution on a deterministic code.
/// </summary>
public interface IObjectiveTerm<in TCode>
    where TCode : Code
{
    /// <summary>The term as a value: its name, weight and parameters.</summary>
    ObjectiveTerm Spec { get; }

    /// <summary>The unweighted term in nats: [batch].</summary>
    Tensor Evaluate(TCode code, Pass pass);
}
