using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Numerics;
using Hourglass.Settings;
using Hourglass.Training;

namespace Hourglass.Tests.Settings;

public sealed class OptionSetTests
{
    private static readonly OptionSet<Sample> Samples = new(() => new Sample());

    [Fact]
    public void Parameters_come_from_the_attributes_and_the_defaults_from_the_properties()
    {
        Assert.Equal(
            new Parameter[]
            {
                new IntegerParameter("whole_number", 3, 1, 9, "a count"),
                new IntegerParameter("seed", 5, 0, long.MaxValue, "a seed"),
                new IntegerParameter("size", null, 1, 64, "a size", "that of the data"),
                new NumberParameter("number", 0.5, double.Epsilon, double.PositiveInfinity, "a rate"),
                new NumberParameter("part", 0, 0, Math.BitDecrement(1.0), "a fraction"),
                new FlagParameter("flag", true, "a switch"),
                new ChoiceParameter<OptimizerKind>("kind", OptimizerKind.Sgd, "a choice"),
                new IntegersParameter("widths", [4, 2], "a list"),
                new TextParameter("text", "a name", "none"),
            },
            Samples.Parameters);
    }

    [Fact]
    public void Values_are_read_by_name_and_the_others_have_their_defaults()
    {
        Dictionary<string, string> given = new(StringComparer.Ordinal)
        {
            ["whole_number"] = "7",
            ["seed"] = "9223372036854775807",
            ["size"] = "8",
            ["number"] = "0.25",
            ["flag"] = "false",
            ["kind"] = "adamax",
            ["widths"] = "[1,2,3]",
            ["text"] = "x",
        };
        Assert.Equal(
            new Sample
            {
                Count = 7,
                Seed = long.MaxValue,
                Size = 8,
                Number = 0.25,
                Flag = false,
                Kind = OptimizerKind.Adamax,
                Widths = [1, 2, 3],
                Text = "x",
            },
            Read(given));
        Assert.Equal(new Sample(), Read([]));
        Assert.NotSame(Read([]), Read([]));
        Assert.Equal(new Sample(), Samples.Defaults);
    }

    [Fact]
    public void What_is_given_wins_over_the_default_of_the_parameter_that_applies()
    {
        Parameter[] applicable = [((IntegerParameter)Samples.Parameters[0]) with { Default = 8 }];
        Assert.Equal(8, Samples.Read(new SettingValues(new Dictionary<string, string>(StringComparer.Ordinal), applicable, "a test")).Count);
        var given = new Dictionary<string, string>(StringComparer.Ordinal) { ["whole_number"] = "2" };
        Assert.Equal(2, Samples.Read(new SettingValues(given, applicable, "a test")).Count);
    }

    [Fact]
    public void A_value_out_of_range_is_refused_with_the_same_sentence_in_a_program_and_by_name()
    {
        (Sample Built, string Name, string Text)[] cases =
        [
            (new() { Count = 0 }, "whole_number", "0"),
            (new() { Count = 10 }, "whole_number", "10"),
            (new() { Size = 65 }, "size", "65"),
            (new() { Number = 0 }, "number", "0"),
            (new() { Number = double.NaN }, "number", "NaN"),
            (new() { Number = double.PositiveInfinity }, "number", "Infinity"),
            (new() { Part = 1 }, "part", "1"),
            (new() { Part = -1e-300 }, "part", "-1E-300"),
            (new() { Kind = (OptimizerKind)77 }, "kind", "77"),
            (new() { Widths = [4, 0] }, "widths", "[4, 0]"),
            (new() { Text = "" }, "text", ""),
        ];
        Assert.All(cases, one =>
        {
            var refused = Assert.Throws<UsageException>(() => Read(new(StringComparer.Ordinal) { [one.Name] = one.Text }));
            Assert.Equal(refused.Message, Assert.Single(Samples.Violations(one.Built)));
            Assert.StartsWith($"{one.Name} is ", refused.Message, StringComparison.Ordinal);
        });
        Assert.Equal("whole_number is 0; give a whole number from 1 to 9 (a count).", Assert.Single(Samples.Violations(new Sample { Count = 0 })));
        Assert.Equal(2, Samples.Violations(new Sample { Count = 0, Part = 2 }).Count());
    }

    [Fact]
    public void Defaults_and_the_ends_of_the_ranges_are_allowed()
    {
        Assert.Empty(Samples.Violations(new Sample()));
        Assert.Empty(Samples.Violations(new Sample { Count = 1, Size = 1, Number = double.Epsilon, Part = Math.BitDecrement(1.0), Widths = [] }));
        Assert.Empty(Samples.Violations(new Sample { Count = 9, Size = 64, Number = double.MaxValue, Seed = ulong.MaxValue }));
    }

    [Fact]
    public void The_options_of_the_library_are_checked_by_their_declarations()
    {
        Assert.Contains("batch is 0; give a whole number from 1 to 1000000 (examples per step).", new TrainingOptions { BatchSize = 0 }.Violations());
        Assert.Contains("probe_l2 is -1; give a number of at least 0", Assert.Single(new EvaluationOptions { ProbeL2 = -1 }.Violations()).ToString(),
            StringComparison.Ordinal);
        Assert.Contains("image_pixels is 0; give a whole number from 1 to 268435456",
            Assert.Single(new PictureOptions { MostPixels = 0 }.Violations()).ToString(),
            StringComparison.Ordinal);
        Assert.Equal(2, new PictureOptions { Size = new(0, 5000) }.Violations().Count());
        Assert.All([.. TrainingOptions.Parameters, .. EvaluationOptions.Parameters, .. PictureOptions.Declared.Parameters],
            parameter => Assert.Null(parameter is IntegerParameter { Default: null } ? null : parameter.Refusal(parameter.DefaultText)));
    }

    [Fact]
    public void Patience_without_validation_holds_out_a_tenth_when_read_by_name()
    {
        Assert.Equal(0.1, Training(("patience", "3")).Validation);
        Assert.Equal(0.3, Training(("patience", "3"), ("validation", "0.3")).Validation);
        Assert.Equal(0, Training(("patience", "0")).Validation);

        static TrainingOptions Training(params (string Name, string Text)[] given)
        {
            var recipe = Catalog.Find("vae");
            return recipe.ToTrainingOptions(recipe.Read(given.ToDictionary(pair => pair.Name, pair => pair.Text, StringComparer.Ordinal)));
        }
    }

    private static Sample Read(Dictionary<string, string> given) => Samples.Read(new SettingValues(given, Samples.Parameters, "a test"));

    private sealed record Sample
    {
        [Setting("a count", Name = "whole_number", Least = 1, Most = 9)]
        public int Count { get; init; } = 3;

        [Setting("a seed", Least = 0)]
        public ulong Seed { get; init; } = 5;

        [Setting("a size", Least = 1, Most = 64, DerivedDefault = "that of the data")]
        public int? Size { get; init; }

        public int NotAnOption { get; init; } = 1;

        [Setting("a rate", AboveZero = true)]
        public double Number { get; init; } = 0.5;

        [Setting("a fraction", Least = 0, BelowOne = true)]
        public double Part { get; init; }

        [Setting("a switch")]
        public bool Flag { get; init; } = true;

        [Setting("a choice")]
        public OptimizerKind Kind { get; init; } = OptimizerKind.Sgd;

        [Setting("a list")]
        public ValueList<int>? Widths { get; init; } = [4, 2];

        [Setting("a name", DerivedDefault = "none")]
        public string? Text { get; init; }
    }
}
