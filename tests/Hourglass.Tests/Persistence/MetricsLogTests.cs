using Hourglass.Persistence;
using Hourglass.Training;

namespace Hourglass.Tests.Persistence;

/// <summary>The figures of every epoch of a run, as they are written, read and cut back.</summary>
public sealed class MetricsLogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Log => folder["metrics.jsonl"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_figure_of_an_epoch_stands_under_its_own_name()
    {
        MetricsLog.Append(Log, new EpochDone(7, 9, [new("loss_nats", 3), new("kl_nats", 2)], [new("loss_nats", 4), new("kl_nats", 1)], 0.25, 5, 1.5, true));
        MetricsLog.Append(Log, new EpochDone(8, 9, [new("loss_nats", 2.5)], [], 0.125, 6, 3, false));
        Assert.Equal(
            ["""{"epoch":7,"train":{"loss_nats":3,"kl_nats":2},"validation":{"loss_nats":4,"kl_nats":1},"learning_rate":0.25,"samples_per_second":5,"wall_seconds":1.5}""",
                """{"epoch":8,"train":{"loss_nats":2.5},"validation":null,"learning_rate":0.125,"samples_per_second":6,"wall_seconds":3}"""],
            File.ReadAllLines(Log));
        var lines = MetricsLog.Load(Log);
        Assert.Equal([7, 8], lines.Select(line => line.Epoch));
        Assert.Equal([("loss_nats", 3), ("kl_nats", 2), ("validation_loss_nats", 4), ("validation_kl_nats", 1)],
            lines[0].Figures.Select(figure => (figure.Key, figure.Value)));
        Assert.Equal([("loss_nats", 2.5)], lines[1].Figures.Select(figure => (figure.Key, figure.Value)));
    }

    [Fact]
    public void A_figure_that_is_no_number_is_null_in_the_file_which_stays_json()
    {
        MetricsLog.Append(Log, new EpochDone(1, 9, [new("a", double.NaN), new("b", double.PositiveInfinity), new("c", 1)], [], 0.25, 5, 1.5, true));
        Assert.Contains("\"train\":{\"a\":null,\"b\":null,\"c\":1}", File.ReadAllText(Log), StringComparison.Ordinal);
        Assert.Equal([double.NaN, double.NaN, 1], MetricsLog.Load(Log).Single().Figures.Values);
    }

    [Fact]
    public void Going_back_to_a_checkpoint_keeps_the_lines_up_to_it_as_they_are()
    {
        Write(1, 2, 3, 4);
        var lines = File.ReadAllLines(Log);
        File.AppendAllText(Log, "{\"epoch\":5,\"tr");
        MetricsLog.KeepFirst(Log, 2);
        Assert.Equal(lines[0] + "\n" + lines[1] + "\n", File.ReadAllText(Log));
        MetricsLog.KeepFirst(Log, 0);
        Assert.Equal("", File.ReadAllText(Log));
    }

    [Fact]
    public void A_line_that_a_crash_has_cut_short_is_not_read()
    {
        Write(1, 2);
        var whole = File.ReadAllText(Log);
        for (var length = whole.Length - 1; length > 0; length -= 9)
        {
            File.WriteAllText(Log, whole[..length]);
            Assert.Equal(whole[..length].Count(c => c == '\n'), MetricsLog.Load(Log).Count);
        }
    }

    [Fact]
    public void A_log_that_does_not_exist_has_no_figures_and_is_not_created()
    {
        Assert.Empty(MetricsLog.Load(Log));
        MetricsLog.KeepFirst(Log, 3);
        Assert.False(File.Exists(Log));
    }

    [Theory]
    [InlineData("\"epoch\":2", "\"epoch\":0", "epochs are counted from 1")]
    [InlineData("\"epoch\":2", "\"epoch\":-1", "epochs are counted from 1")]
    [InlineData("\"validation\":null", "\"validation\":{\"loss_nats\":1},\"validation\":null", "damaged")]
    [InlineData("\"train\":{", "\"train\":{\"validation_loss_nats\":1,", "validation_loss_nats occurs twice")]
    [InlineData("\"loss_nats\":2", "\"loss_nats\":2,\"loss_nats\":2", "damaged")]
    [InlineData("\"wall_seconds\"", "\"seconds\"", "damaged")]
    public void A_damaged_line_is_named(string before, string after, string reason)
    {
        Write(1, 2, 3);
        if (after.Contains("validation_loss", StringComparison.Ordinal))
            MetricsLog.Append(Log, new EpochDone(2, 3, [new("kl_nats", 1)], [new("loss_nats", 1), new("kl_nats", 1)], 0.1, 5, 1, true));
        var lines = File.ReadAllLines(Log);
        var place = Array.FindLastIndex(lines, line => line.Contains(before, StringComparison.Ordinal)
            && line.Contains("\"epoch\":2", StringComparison.Ordinal));
        lines[place] = lines[place].Replace(before, after, StringComparison.Ordinal);
        File.WriteAllLines(Log, lines);
        foreach (var use in new Action[] { () => MetricsLog.Load(Log), () => MetricsLog.KeepFirst(Log, 1) })
        {
            var refusal = Assert.Throws<HourglassException>(use).Message;
            Assert.Contains($"Line {place + 1} of the file '{Log}'", refusal, StringComparison.Ordinal);
            Assert.Contains(reason, refusal, StringComparison.Ordinal);
        }

        Assert.Equal(lines, File.ReadAllLines(Log));
    }

    [Fact]
    public void A_log_that_cannot_be_read_is_named()
    {
        Write(1);
        using var held = new FileStream(Log, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Contains($"The file '{Log}' cannot be read", Assert.Throws<HourglassException>(() => MetricsLog.Load(Log)).Message, StringComparison.Ordinal);
    }

    private void Write(params int[] epochs)
    {
        foreach (var epoch in epochs) MetricsLog.Append(Log, new EpochDone(epoch, 9, [new("loss_nats", epoch)], [], 0.1, 5, 1, true));
    }
}
