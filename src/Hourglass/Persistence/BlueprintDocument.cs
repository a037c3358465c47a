using System.Reflection;
using Hourglass.Codes;
using Hourglass.Corruptions;
using Hourglass.Critics;
using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Flows;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Priors;
using Hourglass.Training;

namespace Hourglass.Persistence;

/// <summary>
/// A <see cref="Blueprint"/> as stored in <c>blueprint.json</c>. Optional properties were missing in the first files of this
/// format, which are still read.
/// </summary>
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
    ValueList<Phase> Phases,
    Condition? Condition = null,
    ValueList<Flow>? Flows = null,
    int Particles = 1,
    CriticSpec? Critic = null,
    ValueList<PlayerSpec>? Players = null)
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
        blueprint.Phases,
        blueprint.Networks.Condition,
        blueprint.Flows,
        blueprint.Particles,
        blueprint.Critic,
        [.. blueprint.Others]);

    public Blueprint ToBlueprint()
    {
        // The kind of code is only known at run time; the generic method is called by reflection.
        for (var type = Code.GetType(); type is not null; type = type.BaseType)
        {
            if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(CodeSpec<>)) continue;
            var typed = typeof(BlueprintDocument).GetMethod(nameof(Typed),
                BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(type.GenericTypeArguments);
            return (Blueprint)typed.Invoke(this, BindingFlags.DoNotWrapExceptions, null, [Code], null)!;
        }

        throw new HourglassException($"The blueprint's code is of the unknown kind {Got(Code.GetType().Name)}; {Allowed("update Hourglass")}.");
    }

    private Blueprint<TCode> Typed<TCode>(CodeSpec<TCode> code)
        where TCode : Code => new()
        {
            Model = Model,
            Networks = new Networks(Shape, Latent, Encoder, Decoder, Condition),
            Code = code,
            Loss = Loss,
            Prior = Prior,
            Flows = Flows ?? [],
            Particles = Particles,
            Critic = Critic,
            Corruption = Corruption,
            Binarization = Binarization,
            Objective = [.. Objective.Select(Term<TCode>)],
            Players = [.. (Players ?? []).Select(player => new Player<TCode>(player.Name, player.Owns, [.. player.Objective.Select(Term<TCode>)]))],
            Phases = Phases,
        };

    private static IObjectiveTerm<TCode> Term<TCode>(ObjectiveTerm term)
        where TCode : Code => term as IObjectiveTerm<TCode>
        ?? throw new HourglassException($"The blueprint puts the term {Got(term.GetType().Name)} on a {typeof(TCode).Name}, which it does not support; " +
            $"the file was edited or is damaged.");
}
