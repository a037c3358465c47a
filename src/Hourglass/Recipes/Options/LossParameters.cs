using System.Collections.Concurrent;
using System.Reflection;
using Hourglass.Losses;
using Hourglass.Settings;

namespace Hourglass;

/// <summary>The losses that can be chosen by name, and their options; both are found by reflection, so that a loss consists of a single file.</summary>
internal static class LossParameters
{
    /// <summary>The loss; a recipe with this option also has the options of all losses.</summary>
    public static readonly LossParameter Loss = new();

    private static readonly ConcurrentDictionary<Assembly, LossChoice[]> Found = [];

    /// <summary>The losses by name: the library's, and those of the assemblies whose recipes are in the catalog.</summary>
    public static IReadOnlyList<LossChoice> Choices =>
        [.. Catalog.All.Select(recipe => recipe.Assembly).Prepend(typeof(Loss).Assembly).Distinct().SelectMany(In).OrderBy(choice => choice.Name,
            StringComparer.Ordinal)];

    /// <summary>Inserts the options of all losses after the loss, if it is among the parameters.</summary>
    public static IEnumerable<Parameter> WithOptions(IEnumerable<Parameter> parameters) =>
        parameters.SelectMany(parameter => parameter is LossParameter
            ? Choices.SelectMany(choice => choice.Options).Distinct().Prepend(parameter)
            : [parameter]);

    /// <summary>The losses of an assembly that can be chosen by name.</summary>
    public static IReadOnlyList<LossChoice> In(Assembly assembly) => Found.GetOrAdd(assembly, all =>
    [
        .. all.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(Loss)))
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Where(property => property.PropertyType == typeof(LossChoice))
            .Select(property => (LossChoice)property.GetValue(null)!),
    ]);

    /// <summary>The loss that the options describe.</summary>
    /// <exception cref="UsageException">An option of another loss is given, which would have no effect.</exception>
    public static Loss Read(SettingValues settings, DataTraits traits)
    {
        var asked = settings.Get(Loss);
        if (traits.Columns is { } columns)
        {
            return asked == LossParameter.Auto ? new Columns(columns) : throw new UsageException($"{What(Loss.Name)} is {Got(asked)}, but the columns of a " +
                $"table have a likelihood each; {Allowed($"omit {Loss.Name}")}.");
        }

        var isAuto = asked == LossParameter.Auto;
        var name = !isAuto ? asked : traits.InUnitInterval ? Bernoulli.Choice.Name : Gaussian.Choice.Name;
        var choices = Choices;
        var chosen = choices.First(choice => choice.Name == name);
        MessageText[] idle =
        [
            .. from choice in choices
               where choice != chosen
               from option in choice.Options.Except(chosen.Options)
               where settings.Has(option)
               select (MessageText)($"{What(option.Name)} is an option of the loss {choice.Name}, but the loss is " +
                   $"{Got(name)}{(isAuto ? " (auto, by the data)" : "")}; give {Allowed($"{Setting("loss", choice.Name)}, or omit {option.Name}")}."),
        ];
        return idle.Length > 0 ? throw new UsageException(idle) : chosen.Create(new LossSettings(settings, traits.Shape));
    }
}
