using System.Reflection;
using Hourglass.Codes;
using Hourglass.Corruptions;
using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Samplers;
using Hourglass.Settings;

namespace Hourglass.Tests;

/// <summary>A method for programs and the options for users have the same defaults.</summary>
public sealed class RecipeDefaultsTests
{
    private static readonly Dictionary<string, string> Nothing = new(StringComparer.Ordinal);

    private static readonly MethodInfo[] Methods =
        [.. typeof(Recipes).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.ReturnType.IsAssignableTo(typeof(Blueprint)))];

    public static TheoryData<string> Ids => [.. Catalog.All.Select(recipe => recipe.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_method_of_a_recipe_with_its_defaults_is_the_recipe_without_options(string id)
    {
        var recipe = Catalog.Find(id);
        var expected = recipe.ToBlueprint(recipe.Read(Nothing), new DataTraits(new DataShape(1, 28, 28), InUnitInterval: true, Classes: 3));
        var made = Methods.Select(method => Call(method, recipe, expected)).OfType<Blueprint>().Where(blueprint => blueprint.Model == id).ToArray();
        Assert.Equal(expected, Assert.Single(made));
    }

    [Fact]
    public void Every_method_belongs_to_a_recipe() => Assert.Equal(Catalog.All.Count, Methods.Length);

    [Theory]
    [InlineData(NetworkKind.Dense)]
    [InlineData(NetworkKind.Conv)]
    [InlineData(NetworkKind.Residual)]
    [InlineData(NetworkKind.Recurrent)]
    public void A_network_with_its_defaults_is_the_one_without_options(NetworkKind kind)
    {
        var (recipe, shape) = (Catalog.Find("ae"), new DataShape(1, 28, 28));
        var settings = recipe.Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["network"] = kind.ToString() });
        var expected = recipe.ToBlueprint(settings, new DataTraits(shape, InUnitInterval: true)).Networks;
        Assert.Equal(expected, kind switch
        {
            NetworkKind.Dense => Networks.Dense(shape, recipe.Hidden, recipe.Latent),
            NetworkKind.Conv => Networks.Conv(shape, NetworkParameters.Channels.Default!, recipe.Latent),
            NetworkKind.Residual => Networks.Residual(shape, recipe.Latent),
            _ => Networks.Recurrent(shape, recipe.Latent),
        });
    }

    [Fact]
    public void A_loss_with_its_defaults_is_the_choice_without_options()
    {
        var shape = new DataShape(1, 8, 8);
        Assert.All(LossParameters.Choices, choice =>
        {
            var loss = choice.Create(new LossSettings(new SettingValues(Nothing, choice.Options, "a loss"), shape));
            Assert.Equal(loss, Created(loss));
        });
    }

    [Fact]
    public void A_sampler_with_its_defaults_works_like_the_one_without_options() => Assert.All(SamplerCatalog.All, kind =>
    {
        // Null stands for the default of a list or of the fit, so what can be null is left out of the comparison.
        var made = Created(kind.Default);
        foreach (var property in made.GetType().GetProperties().Where(property => property.CanWrite && property.GetValue(made) is not null))
            Assert.Equal(property.GetValue(kind.Default), property.GetValue(made));
    });

    /// <summary>The blueprint of a method with its defaults; null if it has arguments that the recipe does not determine.</summary>
    private static Blueprint? Call(MethodInfo method, Recipe recipe, Blueprint expected)
    {
        var arguments = method.GetParameters().Select(parameter => parameter switch
        {
            { HasDefaultValue: true } => parameter.DefaultValue,
            _ when parameter.ParameterType == typeof(Networks) => expected.Networks,
            _ when parameter.ParameterType == typeof(DataShape) => expected.Networks.Shape,
            _ when parameter.ParameterType == typeof(Condition) => expected.Networks.Condition,
            _ when parameter.ParameterType == typeof(Corruption) => expected.Corruption,
            { Name: "hidden" } => recipe.Hidden,
            { Name: "latent" or "components" } => expected.Networks.Latent,
            { Name: "k" } => (expected.CodeKind as KSparseSpec)?.Keep,
            _ => null,
        }).ToArray();
        return arguments.Zip(method.GetParameters()).All(pair => pair.First is not null || pair.Second.HasDefaultValue)
            ? (Blueprint)method.Invoke(null, arguments)!
            : null;
    }

    /// <summary>A record of the defaults of its constructor, and of the values of another where there are none.</summary>
    private static T Created<T>(T other)
        where T : notnull
    {
        var constructor = other.GetType().GetConstructors().MaxBy(one => one.GetParameters().Length)!;
        return (T)constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            parameter.HasDefaultValue ? parameter.DefaultValue : other.GetType().GetProperty(parameter.Name!)!.GetValue(other))]);
    }
}
