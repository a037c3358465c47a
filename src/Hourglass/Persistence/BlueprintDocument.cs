using Hourglass.Codes;
using Hourglass.Corruptions;
using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Priors;
using Hourglass.Training;

namespace Hourglass.Persistence;

/// <summary>A <see cref="Blueprint"/> as it stands in <c>blueprint.json</c>.</summary>
internal sealed record BlueprintDocument(
    int Format,
    string Model,
    DataShape Shape,
    int Latent,
    CodeSpec Code,
    NetworkSpec Encoder,
    NetworkSpec Decoder,
    Loss Loss,
    Prior Prior,
    Corruption? Corruption,
    Binarization Binarization,
    ValueList<ObjectiveTerm> Objective,
    ValueList<Phase> Phases)
{
    public static BlueprintDocument Of(Blueprint blueprint) => new(
        Json.Format,
        blueprint.Model,
        blueprint.Networks.Shape,
        blueprint.Networks.Latent,
        blueprint.CodeKind,
        blueprint.Networks.Encoder,
        blueprint.Networks.Decoder,
        blueprint.Loss,
        blueprint.Prior,
        blueprint.Corruption,
        blueprint.Binarization,
        [.. blueprint.Terms],
        blueprint.Phases);

    public Blueprint ToBlueprint() => Code switch
    {
        CodeSpec<PointCode> point => Typed(point),
        CodeSpec<GaussianCode> gaussian => Typed(gaussian),
        _ => throw new HourglassException($"The blueprint's code is of the unknown kind {Code.GetType().Name}; update Hourglass."),
    };

    private Blueprint<TCode> Typed<TCode>(CodeSpec<TCode> code)
        where TCode : Code => new()
        {
            Model = Model,
            Networks = new Networks(Shape, Latent, Encoder, Decoder),
            Code = code,
            Loss = Loss,
            Prior = Prior,
            Corruption = Corruption,
            Binarization = Binarization,
            Objective = [.. Objective.Select(Term<TCode>)],
            Phases = Phases,
        };

    private static IObjectiveTerm<TCode> Term<TCode>(ObjectiveTerm term)
        where TCode : Code => term as IObjectiveTerm<TCode>
        ?? throw new HourglassException($"The blueprint puts the term {term.GetType().Name} on a {typeof(TCode).Name}, which it does not understand; the file was edited or is damaged.");
}
