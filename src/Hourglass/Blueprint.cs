using Hourglass.Codes;
using Hourglass.Corruptions;
using Hourglass.Critics;
using Hourglass.Data;
using Hourglass.Flows;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Preparation;
using Hourglass.Priors;
using Hourglass.Training;

namespace Hourglass;

/// <summary>
/// A model as a value, without weights: it names its parts, compares by value, converts to JSON and back, and builds an
/// <see cref="Autoencoder"/>.
/// </summary>
public abstract record Blueprint
{
    /// <summary>The recipe's stable name, such as <c>beta-vae</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Shapes and bodies of encoder and decoder.</summary>
    public required Networks Networks { get; init; }

    /// <summary>How the decoder's output is read as a distribution.</summary>
    public required Loss Loss { get; init; }

    /// <summary>The distribution of latent vectors of new examples.</summary>
    public required Prior Prior { get; init; }

    /// <summary>Maps that transform draws from q(z|x) into a richer distribution, in order.</summary>
    public ValueList<Flow> Flows { get; init; } = [];

    /// <summary>Latent vectors drawn for each example in training; at least 1.</summary>
    public int Particles { get; init; } = 1;

    /// <summary>The network that adversarial objectives use as the opponent, or null.</summary>
    public CriticSpec? Critic { get; init; }

    /// <summary>Corruption of the encoder's input in training, or null.</summary>
    public Corruption? Corruption { get; init; }

    /// <summary>How grey values are binarised, before any other step.</summary>
    public Binarization Binarization { get; init; }

    /// <summary>What the model requires of examples.</summary>
    internal ModelInput Input =>
        new(Networks.Shape, Binarization, Loss.NeedsUnitInterval || Binarization != Binarization.None,
            Loss.GetType().Name.ToLowerInvariant(), ClassList is { Names: { } names } ? [.. names] : null);

    /// <summary>The stages of training, in order.</summary>
    public ValueList<Phase> Phases { get; init; } = [new GradientDescent()];

    /// <summary>Whether training is one descent on the objective, without pretraining, fine-tuning or closed forms.</summary>
    internal bool IsTrainedInOnePhase => Phases is [GradientDescent];

    /// <summary>The kind of code.</summary>
    public abstract CodeSpec CodeKind { get; }

    /// <summary>The classes that the model is conditioned on or predicts, in its order; null if it uses none.</summary>
    public ClassNames? Classes => ClassList is not var (count, names) ? null : names is null ? ClassNames.Numbered(count) : [.. names];

    /// <summary>The same without a list of numbers, whose length may be a claim of a file.</summary>
    private (int Count, ValueList<string>? Names)? ClassList => Networks.Condition is LabelCondition told ? (told.Classes, told.Names)
        : Phases.OfType<SupervisedFineTuning>().FirstOrDefault() is { } learnt ? (learnt.Classes, learnt.Names)
        : null;

    /// <summary>Whether codes are distributions with a density.</summary>
    internal abstract bool CodeIsDistribution { get; }

    /// <summary>The terms of the objective, as values.</summary>
    public abstract IReadOnlyList<ObjectiveTerm> Terms { get; }

    /// <summary>The players other than the one that minimises <see cref="Terms"/>, as values.</summary>
    public abstract IReadOnlyList<PlayerSpec> Others { get; }

    /// <summary>The same with a further term in the objective that trains the decoder.</summary>
    internal abstract Blueprint WithDecoderTerm(IObjectiveTerm<Code> term);

    /// <summary>Builds the model with fresh weights.</summary>
    /// <param name="seed">Equal seeds give equal weights.</param>
    /// <exception cref="UsageException">The parts do not fit each other (every violation is listed), or the model is larger than this machine's
    /// memory.</exception>
    public Autoencoder Build(ulong seed = 0) => Checked(seed, forTraining: false);

    /// <summary>The same. Training needs memory for more than the weights.</summary>
    internal Autoencoder BuildForTraining(ulong seed) => Checked(seed, forTraining: true);

    private Autoencoder Checked(ulong seed, bool forTraining)
    {
        MessageText[] violations = [.. Violations()];
        if (violations.Length > 0) throw new UsageException(violations);
        ModelSize.Demand(this, forTraining);
        return BuildModules(seed);
    }

    private protected abstract Autoencoder BuildModules(ulong seed);

    /// <summary>Lists what does not fit: one sentence per violation, none if the model can be built.</summary>
    internal IEnumerable<MessageText> Violations()
    {
        if (Particles < 1) yield return $"The {What("model")} draws {Got(Particles)} latent vectors per example; it needs {Allowed("at least 1")}.";
        var numbers = CodeKind.Outputs(Networks.Latent);
        foreach (var violation in Networks.Violations(numbers)) yield return violation;
        foreach (var violation in TiedSpec.Violations(Networks, numbers, Loss)) yield return violation;
        foreach (var violation in OrderedSpec.Violations(Networks, Loss).Concat(ViolationsInOrder())) yield return violation;
        foreach (var violation in ViolationsOverBatch()) yield return violation;
        foreach (var violation in CodeKind.Violations(Networks.Latent)) yield return violation;
        foreach (var violation in Loss.Violations(Networks.Shape)) yield return violation;
        foreach (var violation in Prior.Violations(this)) yield return violation;
        if (CodeKind is LadderSpec && Prior is not TopDown) yield return $"{What("A ladder code")} shares its top-down network with the prior; " +
            $"{Allowed("make the prior TopDown")}.";
        if (Terms.Count == 0 || Others.Any(player => player.Objective.Count == 0))
            yield return $"The {What("model")} has an objective without terms, so nothing can be learnt; give " +
                $"{Allowed("at least one, such as Reconstruction")}.";
        if (Flows.Count > 0 && CodeKind is not (GaussianSpec or LadderSpec))
            yield return $"{What("Flows")} carry the draws from a Gaussian on, and this model's code is a {Got(CodeKind.GetType().Name)}; " +
                $"{Allowed("omit the flows or make it a GaussianSpec")}.";
        foreach (var violation in Flows.SelectMany(flow => flow.Violations(this))) yield return violation;
        foreach (var violation in Critic?.Violations(Networks) ?? []) yield return violation;
        var terms = Terms.Concat(Others.SelectMany(player => player.Objective)).OfType<IDemandingTerm>();
        foreach (var violation in terms.SelectMany(term => term.Violations(this)).Distinct()) yield return violation;
    }

    /// <summary>Whether the decoder gives the columns of a table in order and all other parts support it.</summary>
    internal bool IsInOrder => Networks.Decoder is OrderedSpec && !ViolationsInOrder().Any();

    /// <summary>Whether the decoder learns to fill the empty cells of rows.</summary>
    internal bool LearnsToFillCells => Terms.Concat(Others.SelectMany(player => player.Objective)).Any(term => term is Completion);

    /// <summary>Lists the parts that do not fit a decoder of columns in order: one sentence a part.</summary>
    private IEnumerable<MessageText> ViolationsInOrder()
    {
        if (Networks.Decoder is not OrderedSpec) return [];
        object[] parts = [.. Terms, .. Others.SelectMany(player => player.Objective), .. Phases];
        return parts.OfType<IOneOutput>().Select(part => part.GetType().Name).Distinct(StringComparer.Ordinal).Select(part => (MessageText)(
            $"The model has a {What(part)}, which reads the decoder's output for a latent vector alone, but columns in order depend on those before them; give " +
            $"{Allowed($"{Setting("decoder", "independent")}")}."));
    }

    /// <summary>Lists the parts that do not fit networks with batch normalisation: one sentence a part.</summary>
    private IEnumerable<MessageText> ViolationsOverBatch()
    {
        if (!Networks.AnyOverBatch) return [];
        object[] parts = [Prior, .. Flows, .. Terms, .. Others.SelectMany(player => player.Objective)];
        return parts.OfType<IOneExampleAtATime>().Select(part => part.GetType().Name).Distinct(StringComparer.Ordinal).Select(part => (MessageText)(
            $"The model has a {What(part)}, which asks the networks about single examples, and with {Got("batch normalisation")} their answer depends on " +
            $"the rest of the batch; use {Allowed($"{Setting("normalization", "layer")} or {Setting("normalization", "none")}")}."));
    }
}

/// <summary>A <see cref="Blueprint"/> whose codes are of type <typeparamref name="TCode"/>.</summary>
public sealed record Blueprint<TCode> : Blueprint
    where TCode : Code
{
    /// <summary>The kind of code.</summary>
    public required CodeSpec<TCode> Code { get; init; }

    /// <summary>The terms of the objective; the loss is their weighted sum.</summary>
    public required ValueList<IObjectiveTerm<TCode>> Objective { get; init; }

    /// <summary>
    /// Further players, each with an objective and the parts of the model that it trains. Parts that no player owns are trained by
    /// <see cref="Objective"/>.
    /// </summary>
    public ValueList<Player<TCode>> Players { get; init; } = [];

    /// <inheritdoc/>
    public override CodeSpec CodeKind => Code;

    internal override bool CodeIsDistribution => typeof(TCode).IsAssignableTo(typeof(DistributionCode));

    /// <inheritdoc/>
    public override IReadOnlyList<ObjectiveTerm> Terms => [.. Objective.Select(term => term.Spec)];

    /// <inheritdoc/>
    public override IReadOnlyList<PlayerSpec> Others =>
        [.. Players.Select(player => new PlayerSpec(player.Name, player.Owns, [.. player.Objective.Select(term => term.Spec)]))];

    internal override Blueprint WithDecoderTerm(IObjectiveTerm<Code> term) => Players.Any(Trains)
        ? this with { Players = [.. Players.Select(player => Trains(player) ? player with { Objective = [.. player.Objective, term] } : player)] }
        : this with { Objective = [.. Objective, term] };

    private static bool Trains(Player<TCode> player) => player.Owns.Contains("decoder");

    private protected override Autoencoder BuildModules(ulong seed) => new Autoencoder<TCode>(this, seed);
}
