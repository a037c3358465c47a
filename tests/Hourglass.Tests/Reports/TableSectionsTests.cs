using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Numerics;
using Hourglass.Reports;
using Hourglass.Tables;

namespace Hourglass.Tests.Reports;

public sealed class TableSectionsTests
{
    private static readonly TableSchema Schema = new([
        new("age", ColumnKind.Integer) { Least = 0, Most = 99, Decimals = 0 },
        new("city", ColumnKind.Category) { Levels = [.. Enumerable.Range(0, 12).Select(i => $"c{i}")] },
        new("size", ColumnKind.OrderedCategory) { Levels = ["S", "M", "L"] },
        new("note", ColumnKind.Text) { Use = ColumnUse.LeftOut },
    ]);

    [Fact]
    public void Bars_are_shares_of_all_rows()
    {
        var section = (MarginalsSection)TableSections.Columns(Real(), Made());
        var (age, city) = (section.Columns[0], section.Columns[1]);
        Assert.Equal(["age", "city", "size"], section.Columns.Select(column => column.Name));
        Assert.Equal((true, false), (age.IsHistogram, city.IsHistogram));
        Assert.Equal(0.9, age.Bars.Sum(bar => bar.Real), 1e-9);
        Assert.Equal(1, age.Bars.Sum(bar => bar.Made), 1e-9);
        Assert.Equal(("0 to 3", 0.036), (age.Bars[0].Label, Math.Round(age.Bars[0].Real, 9)));
        Assert.Equal(["c1", "c0", "c2", "c3", "c4", "c5", "c6", "c7", "4 others"], city.Bars.Select(bar => bar.Label));
        Assert.Equal(1, city.Bars.Sum(bar => bar.Real), 1e-9);
        Assert.Equal((0.0, 1.0), (city.Bars[0].Made, city.Bars[1].Made));
        Assert.Contains("empty 10 % real, 0 % made", age.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_one_value_or_none_has_a_bar()
    {
        foreach (var value in (double[])[7, double.NaN])
        {
            var bar = Assert.Single(Marginals.Of(Schema.Columns[0], [value, value], [value, value], null).Bars);
            Assert.Equal((1.0, 1.0), (bar.Real, bar.Made));
        }
    }

    [Fact]
    public void Numbers_are_coloured_by_intervals_of_equally_many_rows()
    {
        var colouring = ColumnColourings.Of(Schema.Columns[0], [.. Enumerable.Range(0, 70).Select(i => (double)i), double.NaN]);
        Assert.Equal(["0 to 9", "10 to 19", "20 to 29", "30 to 39", "40 to 49", "50 to 59", "60 to 69"], colouring.Names);
        Assert.Equal((true, "empty", -1, 6), (colouring.IsSequential, colouring.Grey, colouring.Labels[70], colouring.Labels[69]));
        Assert.Equal(Enumerable.Repeat(10, 7), colouring.Labels.Where(label => label >= 0).CountBy(label => label).Select(pair => pair.Value));
        Assert.Equal(["0", "5"], ColumnColourings.Of(Schema.Columns[0], [0, 0, 0, 0, 0, 5, 5, 5]).Names);
    }

    [Fact]
    public void Rare_levels_are_grey()
    {
        var colouring = ColumnColourings.Of(Schema.Columns[1], [.. Enumerable.Range(0, 12).SelectMany(level => Enumerable.Repeat((double)level, 20 - level))]);
        Assert.Equal(["c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"], colouring.Names);
        Assert.Equal(("3 other levels", -1, false), (colouring.Grey, colouring.Labels[^1], colouring.IsSequential));
        Assert.Equal((true, "S"), (ColumnColourings.Of(Schema.Columns[2], [2, 0, 1]).IsSequential, ColumnColourings.Of(Schema.Columns[2], [2, 0, 1]).Names[0]));
    }

    [Fact]
    public void The_map_begins_with_the_label_else_with_the_levels_most_related_to_others()
    {
        var codes = new float[1000, 2];
        Assert.Equal(0, ((ColouredMapSection)TableSections.Map(codes, Real())).Chosen);
        var related = new AssociationMatrix(["age", "city", "size"], [[1, 0.1, 0.2], [0.1, 1, 0.9], [0.2, 0.9, 1]]);
        Assert.Equal(2, ((ColouredMapSection)TableSections.Map(codes, Real(), related)).Chosen);
        var labelled = Table.Of(Schema with { Columns = [Schema.Columns[0], Schema.Columns[1] with { Use = ColumnUse.Label }] },
            [new double[1000], new double[1000]]);
        Assert.Equal(1, ((ColouredMapSection)TableSections.Map(codes, labelled, related)).Chosen);
    }

    [Fact]
    public void The_chosen_colouring_alone_is_checked()
    {
        var page = HtmlReport.Render(new Report("t", "", [], [TableSections.Map(new float[1000, 2], Real())]));
        Assert.Equal(3, page.Split("type=\"radio\"").Length - 1);
        Assert.Contains("id=\"by0\" checked>", page, StringComparison.Ordinal);
        Assert.Equal(1, page.Split(" checked>").Length - 1);
        for (var i = 0; i < 3; i++) Assert.Contains($".coloured:has(#by{i}:checked) .by{i}{{display:revert}}", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Pairs_that_differ_most_come_first_and_the_strongest_columns_are_shown()
    {
        var real = new AssociationMatrix(["a", "b", "c"], [[1, 0.5, 0.2], [0.5, 1, -0.3], [0.2, -0.3, 1]]);
        var made = new AssociationMatrix(["a", "b", "c"], [[1, 0.4, 0.21], [0.4, 1, 0.3], [0.21, 0.3, 1]]);
        var section = (AssociationsSection)TableSections.Associations(real, made);
        Assert.Equal([new AssociationDifference("b", "c", -0.3, 0.3), new AssociationDifference("a", "b", 0.5, 0.4)], section.Differences);
        var page = HtmlReport.Render(new Report("t", "", [], [section]));
        Assert.Contains("class=\"neg\" x=\"68\" y=\"34\"", page, StringComparison.Ordinal);
        Assert.Contains("class=\"pos\" x=\"34\" y=\"68\"", page, StringComparison.Ordinal);

        string[] names = [.. Enumerable.Range(0, 90).Select(i => $"n{i}")];
        var large = new AssociationMatrix([.. names],
            [.. names.Select((_, i) => (ValueList<double>)[.. names.Select((_, j) => i == j ? 1.0 : i + j > 150 ? 0.5 : 0)])]);
        var shown = (AssociationsSection)TableSections.Associations(large, large);
        Assert.Equal((80, "The 80 columns with the strongest relations of 90."), (shown.Names.Count, shown.Note));
        Assert.Contains("n89", shown.Names);
    }

    [Fact]
    public void Filled_cells_stand_out_from_given_ones()
    {
        var given = Table.Of(Schema, [[30, double.NaN], [1, 1], [double.NaN, 2], null]);
        Assert.Null(TableSections.Filled(given, new FilledTable(given, [], [])));
        FilledCell[] cells = [new(0, "size", 1, 0.25), new(1, "age", 40, 4.44)];
        var section = (RowsSection)TableSections.Filled(given, new FilledTable(given, [], cells), numbers: [6, 8])!;
        Assert.Equal(["age", "city", "size"], section.Columns);
        Assert.Equal(["7", "9"], section.Groups[0].Rows.Select(row => row.Name));
        Assert.Equal([new RowCell("30"), new RowCell("c1"), new RowCell("M", "75 %", CellMark.Filled)], section.Groups[0].Rows[0].Cells);
        Assert.Equal(new RowCell("40", "± 4.4", CellMark.Filled), section.Groups[0].Rows[1].Cells[0]);
        var truth = Table.Of(Schema, [[30, 51], [1, 1], [1, 2], null]);
        var known = (RowsSection)TableSections.Filled(given, new FilledTable(given, [], cells), truth: truth)!;
        Assert.Equal(("75 %, right", "± 4.4, was 51"), (known.Groups[0].Rows[0].Cells[2].Note, known.Groups[0].Rows[1].Cells[0].Note));
    }

    [Fact]
    public void Made_rows_stand_beside_what_real_ones_reach()
    {
        var fidelity = TableFidelity.Of(Real(), Real(), Made(), cancellation: TestContext.Current.CancellationToken);
        var section = (MetricsSection)TableSections.Made(fidelity);
        Assert.Equal(["shape_fidelity", "pair_fidelity", "two_sample_auc", "copy_share", "nearer_training_share", "closest_distance_made"],
            section.Rows.Select(row => row.Name));
        Assert.Equal((0.5, fidelity.TwoSample!.Auc), (section.Columns[0].Values[2], section.Columns[1].Values[2]));
        Assert.Equal(fidelity.Copies!.HeldOutCopyShare, section.Columns[0].Values[3]);
    }

    [Fact]
    public void Strange_cells_are_unlikely_and_far_from_what_is_expected()
    {
        // Row 0 is likely; row 1 has an unlikely level and a rare number near the expected one; row 2 a number far from it.
        var table = Table.Of(Schema, [[30, 31, 99], [1, 2, 3], [0, 0, 0], null]);
        double[,] nats = { { -1, -1, -1 }, { -9, -8, -1 }, { -9, -1, -1 } };
        var strange = new StrangeRows(["age", "city", "size"], table, nats);
        var holes = strange.WithoutThem();
        // The rows of lowest likelihood come first.
        Assert.Equal([double.NaN, double.NaN, 30], holes["age"].Read());
        Assert.Equal([double.NaN, 3, 1], holes["city"].Read());
        FilledCell[] cells = [new(0, "age", 30, 2), new(0, "city", 5, 0.25), new(1, "age", 40, 10)];
        var section = strange.Section(new FilledTable(holes, [], cells), 8, numbers: [10, 20, 30])!;
        Assert.Equal(["21", "31"], section.Groups[0].Rows.Select(row => row.Name));
        Assert.Equal([new RowCell("31"), new RowCell("c2", "expected c5, 75 %", CellMark.Strange), new RowCell("S")], section.Groups[0].Rows[0].Cells);
        Assert.Equal(new RowCell("99", "expected 40 ± 10", CellMark.Strange), section.Groups[0].Rows[1].Cells[0]);
        Assert.Null(strange.Section(new FilledTable(holes, [], []), 8, null));
    }

    [Fact]
    public void Made_rows_stand_below_real_ones()
    {
        var section = (RowsSection)TableSections.Beside(Real().Select([5, 6]), Made().Select([0]), 0.61);
        Assert.Equal([2, 1], section.Groups.Select(group => group.Rows.Count));
        Assert.Equal(CellMark.Empty, section.Groups[0].Rows[0].Cells[0].Mark);
        Assert.Contains("AUC of 0.61", section.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_without_rows_are_refused()
    {
        var none = Table.Of(Schema, [[], [], [], null]);
        Assert.Throws<UsageException>(() => TableSections.Columns(Real(), none));
    }

    private static Table Real() => Table.Of(Schema, [
        [.. Enumerable.Range(0, 1000).Select(i => i % 10 == 5 ? double.NaN : i / 10)], [.. Enumerable.Range(0, 1000).Select(i => i < 100 ? 1.0 : i % 12)],
        [.. Enumerable.Range(0, 1000).Select(i => (double)(i % 3))], null]);

    private static Table Made() => Table.Of(Schema, [
        [.. Enumerable.Range(0, 100).Select(i => (double)i)], [.. Enumerable.Repeat(0.0, 100)], [.. Enumerable.Range(0, 100).Select(i => (double)(i % 3))],
            null]);
}
