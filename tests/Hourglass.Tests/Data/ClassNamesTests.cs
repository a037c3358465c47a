using Hourglass.Data;

namespace Hourglass.Tests.Data;

public sealed class ClassNamesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static Dataset Labelled(ClassNames classes, params int[] labels)
    {
        var examples = new FloatExamples(new float[labels.Length], DataShape.Row(1), labels, classes);
        return new Dataset("d", examples, examples);
    }

    [Fact]
    public void Indices_leave_nothing_out_whatever_the_labels_are()
    {
        var numbers = ClassNames.Among([3_000_000L, 5, 1000, 5]);
        Assert.Equal(["5", "1000", "3000000"], numbers);
        Assert.Equal([2, 0, 0], numbers.IndicesOf([3_000_000L, 5, 5]));
        var texts = ClassNames.Among(["setosa", "Iris", "setosa"]);
        Assert.Equal(["Iris", "setosa"], texts);
        Assert.Equal([1, 0], texts.IndicesOf(["setosa", "Iris"]));
        Assert.Contains("no class 'rose' among 'Iris', 'setosa'", Assert.Throws<HourglassException>(() => texts.IndicesOf(["rose"])).Message,
            StringComparison.Ordinal);
        Assert.Contains("'a'", Assert.Throws<HourglassException>(() => ClassNames.Of(["a", "a"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_of_one_name_get_the_number_that_a_model_knows_them_by()
    {
        ClassNames known = ["cat", "cow", "dog"];
        var renumbered = Labelled(["dog", "cat"], 0, 1, 0).NumberedAs(known, "the model");
        Assert.Equal([2, 0, 2], renumbered.Train.Labels!);
        Assert.Equal(known, renumbered.ClassNames!);
        Assert.Contains("have the class 'ant', but the model knows 'cat', 'cow', 'dog'",
            Assert.Throws<HourglassException>(() => Labelled(["ant"], 0).NumberedAs(known, "the model")).Message, StringComparison.Ordinal);
        // Labels 1 and 3 of a file that lacks 0 and 2.
        var numbers = Labelled(ClassNames.Among([1L, 3]), 0, 1).NumberedAs(ClassNames.Numbered(4), "the model");
        Assert.Equal([1, 3], numbers.Train.Labels!);
        Assert.True(numbers.ClassNames!.AreNumbers);
    }

    [Fact]
    public void A_class_that_only_the_test_examples_have_is_a_class_of_the_model()
    {
        var train = new FloatExamples(new float[3], DataShape.Row(1), [0, 1, 0], ["a", "b", "c"]);
        var traits = DataTraits.Of(train);
        Assert.Equal(3, traits.Classes);
        Assert.Equal(["a", "b", "c"], traits.ClassNames!);
        Assert.Contains("3,000,000", Assert.Throws<UsageException>(() => DataTraits.Of(new FloatExamples([1], DataShape.Row(1), [3_000_000]))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_come_out_as_they_came_in()
    {
        var numbers = ClassNames.Among([5L, 3_000_000]);
        CodesFile.Write(folder["c.csv"], new[,] { { 1f }, { 2 } }, [1, 0], numbers);
        Assert.Equal(["z1,label", "1.0,3000000", "2.0,5"], File.ReadAllLines(folder["c.csv"]));
        CodesFile.Write(folder["c.csv"], new[,] { { 1f }, { 2 } }, [1, 0], ClassNames.Among([-7L, 30_000_000_000]));
        Assert.Equal(["z1,label", "1.0,30000000000", "2.0,-7"], File.ReadAllLines(folder["c.csv"]));
        CodesFile.Write(folder["c.csv"], new[,] { { 1f }, { 2 } }, [1, 0], ["2024-01-01", "2024-01-02"]);
        Assert.Equal(["z1,label,class", "1.0,1,2024-01-02", "2.0,0,2024-01-01"], File.ReadAllLines(folder["c.csv"]));
    }

    [Fact]
    public void Numbers_as_labels_are_part_of_the_fingerprint_as_they_were_before_they_had_indices()
    {
        var plain = new FloatExamples([1, 2], DataShape.Row(1), [5, 1000]);
        var named = Labelled(ClassNames.Among([5L, 1000]), 0, 1);
        var values = new FloatExamples([1, 2], DataShape.Row(1), [0, 1], ClassNames.Among([5L, 1000]));
        Assert.Equal(new Dataset("x", plain, plain).Fingerprint(), new Dataset("x", values, values).Fingerprint());
        Assert.NotEqual(named.Fingerprint(), new Dataset("x", values, values).Fingerprint());
    }
}
