using System.Text.Json;
using Hourglass.Cli;
using Hourglass.Messages;
using static Hourglass.Messages.MessageTerms;

namespace Hourglass.Tests.Messages;

/// <summary>A message is written once: its sentence, its fields and the words of each audience come from the same text.</summary>
public sealed class MessageTextTests
{
    private static readonly IVocabulary Train = new CommandVocabulary(Hourglass.Cli.CommandLine.Create().Subcommands.Single(command => command.Name == "train"));

    [Fact]
    public void Sentence_and_fields_are_written_once()
    {
        MessageText text = $"{What("count")} is {Got(1234.5):N1}; give {Allowed("at least 1")}.";
        Assert.Equal("count is 1,234.5; give at least 1.", text.ToString());
        Assert.Equal(("count", "1,234.5", "at least 1"), (text.What, text.Got, text.Allowed));
    }

    [Fact]
    public void A_field_can_hold_terms_and_of_several_the_first_counts()
    {
        MessageText inner = $"{What("inner")} is {Got(2)}";
        MessageText text = $"{What("outer")}: {inner}; use {Allowed($"a smaller {Setting("learning_rate", 0.001)}")}.";
        Assert.Equal("outer: inner is 2; use a smaller learning_rate=0.001.", text.ToString());
        Assert.Equal(("outer", "2", "a smaller learning_rate=0.001"), (text.What, text.Got, text.Allowed));
        Assert.Null(((MessageText)"Plain.").What);
    }

    [Theory]
    [InlineData("clip", "5", "clip=5", "--set clip=5")]
    [InlineData("clip", null, "clip", "--set clip")]
    [InlineData("latent", "8", "latent=8", "--latent 8")]
    [InlineData("output", null, "output", "--out")]
    [InlineData("array", "my x", "array=my x", "--array 'my x'")]
    [InlineData("hidden", "[8,4]", "hidden=[8,4]", "--set 'hidden=[8,4]'")]
    public void Each_audience_reads_its_own_words(string name, string? value, string library, string command)
    {
        MessageText text = $"Use {(value is null ? Setting(name) : Setting(name, value))}.";
        Assert.Equal($"Use {library}.", text.ToString());
        Assert.Equal($"Use {command}.", text.ToString(Train));
    }

    [Fact]
    public void A_command_names_only_its_own_options()
    {
        var sweep = new CommandVocabulary(Hourglass.Cli.CommandLine.Create().Subcommands.Single(command => command.Name == "sweep"));
        Assert.Equal("--batch 8", Train.Setting("batch", "8"));
        Assert.Equal("--set batch=8", sweep.Setting("batch", "8"));
    }

    [Fact]
    public void A_saved_message_is_read_by_each_audience_in_its_words()
    {
        MessageText text = $"Use {Setting("clip", 5)} or a larger {Setting("k")}, not `this text`.";
        var saved = JsonSerializer.Serialize(text);
        Assert.Equal("\"Use \\u0060clip=5\\u0060 or a larger \\u0060k\\u0060, not \\u0060this text\\u0060.\"", saved);
        var read = JsonSerializer.Deserialize<MessageText>(saved)!;
        Assert.Equal("Use clip=5 or a larger k, not `this text`.", read.ToString());
        Assert.Equal("Use --set clip=5 or a larger --set k, not `this text`.", read.ToString(Train));
        Assert.Equal(text, read);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<MessageText>("5"));
    }

    [Fact]
    public void Several_violations_are_one_sentence_each()
    {
        var error = new UsageException([$"{What("a")} is {Got(1)}.", $"{What("b")} is {Got(2)}."]);
        Assert.Equal("a is 1. b is 2.", error.Message);
        Assert.Equal([("a", "1"), ("b", "2")], error.Violations.Select(one => (one.What!, one.Got!)));
        Assert.Equal("a", error.What);
        Assert.Equal("One. Two.", new UsageException((string[])["One.", "Two."]).Message);
        Assert.Throws<ArgumentException>(() => new UsageException((string[])[]));
    }

    [Fact]
    public void An_exception_that_explains_another_keeps_its_fields()
    {
        var cause = new HourglassException($"The file '{What("x.npy")}' has {Got(3)} rows; give {Allowed("4")}.");
        var error = new HourglassException($"The data cannot be used: {cause.Text}", cause);
        Assert.Equal("The data cannot be used: The file 'x.npy' has 3 rows; give 4.", error.Message);
        Assert.Equal(("x.npy", "3", "4"), (error.What, error.Got, error.Allowed));
        Assert.Same(error.Text, Assert.Single(error.Violations));
    }
}
