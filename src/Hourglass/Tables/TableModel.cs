using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Samplers;

namespace Hourglass.Tables;

/// <summary>A model that was trained on a table, for use with tables: rows go in and come out with their own columns, types, levels and ranges.</summary>
public sealed class TableModel
{
    private readonly Autoencoder model;

    /// <summary>Wraps a model; the caller continues to own it.</summary>
    /// <exception cref="UsageException">It was not trained on a table.</exception>
    public TableModel(Autoencoder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.model = model;
        Coding = model.Preparation.Coding ?? throw new UsageException($"The model '{What(model.Blueprint.Model)}' was {Got("not trained on a table")}; " +
            $"{Allowed("train one on a table")}.");
    }

    /// <summary>How rows become numbers.</summary>
    public TableCoding Coding { get; }

    /// <summary>The columns.</summary>
    public TableSchema Schema => Coding.Schema;

    /// <summary>Whether the model gives distributions of cells, by which it can fill empty ones.</summary>
    public bool CanImpute => model.Blueprint.Loss is Columns;

    /// <summary>Rows as examples of the model.</summary>
    /// <param name="rows">A table with the columns of <see cref="Schema"/>.</param>
    /// <exception cref="HourglassException">A conditional model is told the class of each row, and a row has another one.</exception>
    public Examples ToExamples(Table rows)
    {
        var examples = new TableExamples(rows, Coding);
        return model.Blueprint.Classes is { } classes ? examples.NumberedAs(classes, "The rows have", $"the model '{model.Blueprint.Model}'") : examples;
    }

    /// <summary>The code of each row: [rows, latent].</summary>
    /// <param name="rows">A table with the columns of <see cref="Schema"/>.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation and discards it.</param>
    public float[,] Encode(Table rows, Action<RowsDone>? report = null, CancellationToken cancellation = default) =>
        model.Encode(ToExamples(rows), report, cancellation);

    /// <summary>
    /// Each row encoded and decoded again, with the best single value of each cell: the mean of a number, the most probable level. Cells that are no part of an
    /// example are those of the row: labels, conditions, and texts that were kept.
    /// </summary>
    /// <param name="rows">A table with the columns of <see cref="Schema"/>.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation and discards it.</param>
    public Table Reconstruct(Table rows, Action<RowsDone>? report = null, CancellationToken cancellation = default)
    {
        var examples = ToExamples(rows);
        var decoder = new RowDecoder(Coding, examples.Count, seed: null);
        model.ReconstructTo(examples, decoder.Add, report, cancellation);
        return Carried(decoder, rows);
    }

    /// <summary>Each row damaged as in training and cleaned, with the best single value of each cell; other cells as by <see cref="Reconstruct"/>.</summary>
    /// <param name="rows">A table with the columns of <see cref="Schema"/>.</param>
    /// <param name="seed">Equal seeds give equal damage.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation and discards it.</param>
    /// <exception cref="UsageException">The model was not trained to clean.</exception>
    public Table Denoise(Table rows, ulong seed = 0, Action<RowsDone>? report = null, CancellationToken cancellation = default)
    {
        var examples = ToExamples(rows);
        var decoder = new RowDecoder(Coding, examples.Count, seed: null);
        model.DenoiseTo(examples, (first, _, cleaned) => decoder.Add(first, cleaned), seed, report, cancellation);
        return Carried(decoder, rows);
    }

    /// <summary>The rows that codes stand for: the best single value of each cell, or a draw from their distribution.</summary>
    /// <param name="codes">Latent vectors: [count, latent].</param>
    /// <param name="sample">Whether to draw rows instead.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="condition">For a conditional model, the condition of each code: [count, numbers]; null cycles through the classes.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation and discards it.</param>
    public Table Decode(float[,] codes, bool sample = false, ulong seed = 0, float[,]? condition = null, Action<RowsDone>? report = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(codes);
        var told = condition ?? model.Blueprint.Networks.Condition?.Turns(codes.GetLength(0));
        var decoder = new RowDecoder(Coding, codes.GetLength(0), sample ? seed : null);
        model.DecodeTo(codes, decoder.Add, sample, seed, told, report, cancellation);
        return Finished(decoder, told);
    }

    /// <summary>New rows, drawn from the distribution of the model.</summary>
    /// <param name="count">Number of rows.</param>
    /// <param name="seed">Equal seeds give equal rows.</param>
    /// <param name="condition">For a conditional model, the condition of each row: [count, numbers]; null cycles through the classes.</param>
    /// <param name="sampler">Draws the latent vectors; null for the prior.</param>
    /// <param name="where">What the rows must fulfil, all of it: they are drawn from the distribution of the model given that. Null for nothing.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation and discards it.</param>
    /// <exception cref="UsageException">A clause names an unknown column or value, or one that no row of the model has.</exception>
    /// <exception cref="HourglassException">The model hardly ever makes such rows.</exception>
    public Table Generate(int count, ulong seed = 0, float[,]? condition = null, FittedSampler? sampler = null, IReadOnlyList<RowClause>? where = null,
        Action<RowsDone>? report = null, CancellationToken cancellation = default)
    {
        if (count < 1) throw new UsageException($"The {What("count")} is {Got(count)}; ask for {Allowed("at least 1")}.");
        var limits = where is { Count: > 0 } ? new RowLimits(Coding, model.Blueprint.Networks.Condition, where) : null;
        if (limits?.Told is { } given)
        {
            if (condition is not null)
                throw new UsageException($"The {What("condition")} is given {Got("twice")}, also by '{limits.Text}'; {Allowed("give it once")}.");
            condition = Condition.TakingTurns(given, count);
        }

        var told = condition ?? model.Blueprint.Networks.Condition?.Turns(count);
        var decoder = new RowDecoder(Coding, count, seed, limits?.Cells);
        if (limits?.Cells.Any(limit => limit is not null) == true)
            new LimitedRows(model, limits).Draw(count, seed, told, sampler, decoder.Add, new WorkControl("drawing rows", report, cancellation));
        else
            model.GenerateTo(count, decoder.Add, seed, sample: true, told, sampler, report, cancellation);
        return Finished(decoder, told);
    }

    /// <summary>Fills the empty cells of rows, given their other cells.</summary>
    /// <param name="rows">A table with the columns of <see cref="Schema"/>.</param>
    /// <param name="draws">Tables of drawn values to make besides the best one; 0 or more.</param>
    /// <param name="seed">Equal seeds give equal tables.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation and discards it.</param>
    /// <exception cref="UsageException">The model gives no distribution of cells, or there are fewer than 0 draws.</exception>
    public FilledTable Impute(Table rows, int draws = 0, ulong seed = 0, Action<RowsDone>? report = null, CancellationToken cancellation = default)
    {
        RequireDistribution("could be filled");
        if (draws < 0) throw new UsageException($"The number of {What("draws")} is {Got(draws)}; give {Allowed("0 or more")}.");
        var examples = model.Preparation.Apply(ToExamples(rows));
        return new CellFiller(model, Coding, rows, draws).Fill(examples, seed, new WorkControl("filling cells", report, cancellation));
    }

    /// <summary>
    /// How well codes keep each column: errors of reconstructed cells beside those of the mean or the most frequent level, and log-likelihoods.
    /// </summary>
    /// <param name="rows">Rows with the columns of <see cref="Schema"/>, such as test rows.</param>
    /// <param name="training">The training rows, which give means and most frequent levels.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation and discards it.</param>
    public IReadOnlyList<ColumnQuality> Judge(Table rows, Table training, Action<RowsDone>? report = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        var again = Reconstruct(rows, report, cancellation);
        return ColumnQualities.Of(model, Coding, rows, again, training, model.Preparation.Apply(ToExamples(rows)),
            new WorkControl("columns", report, cancellation));
    }

    /// <summary>
    /// The log-likelihood of each cell given the code of its row, and for a decoder of columns in order also given the columns before: [rows, columns] in nats,
    /// in the order of the columns of <see cref="Coding"/>. Low values are cells that the model would not expect; NaN where the cell is not known.
    /// </summary>
    /// <param name="rows">A table with the columns of <see cref="Schema"/>.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation and discards it.</param>
    /// <exception cref="UsageException">The model gives no distribution of cells.</exception>
    public double[,] LogLikelihoods(Table rows, Action<RowsDone>? report = null, CancellationToken cancellation = default)
    {
        var loss = RequireDistribution("would have a likelihood");
        var (examples, columns) = (model.Preparation.Apply(ToExamples(rows)), Coding.Columns.Count);
        var all = new double[examples.Count, columns];
        CellLikelihoods.Each(model, loss, Coding, examples,
            (first, nats) => TensorPrimitives.ConvertChecked<float, double>(nats, MemoryMarshal.CreateSpan(ref all[first, 0], nats.Length)),
            new WorkControl("likelihoods", report, cancellation));
        return all;
    }

    private Columns RequireDistribution(string purpose) => model.Blueprint.Loss as Columns
        ?? throw new UsageException($"The model '{What(model.Blueprint.Model)}' has {Got("no distribution of cells")}, by which they {purpose}; " +
            $"{Allowed("use another one, such as 'vae'")}.");

    private static Table Carried(RowDecoder decoder, Table rows)
    {
        decoder.AddOthers(rows);
        return decoder.ToTable().WithTextOf(rows);
    }

    private Table Finished(RowDecoder decoder, float[,]? told)
    {
        if (told is not null)
        {
            if (model.Blueprint.Networks.Condition is LabelCondition { Names: { } names })
                decoder.AddLabels(row => names[Enumerable.Range(0, names.Count).First(level => told[row, level] > 0.5f)]);
            else if (Coding.Conditions.Count > 0)
                decoder.AddConditions(told);
        }

        return decoder.ToTable();
    }
}
