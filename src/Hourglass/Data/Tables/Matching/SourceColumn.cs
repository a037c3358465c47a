namespace Hourglass.Data;

/// <summary>A column of a source that is read as a column of a schema.</summary>
/// <param name="Schema">What its cells are.</param>
/// <param name="Index">Its position in the source.</param>
/// <param name="Type">Its DuckDB type.</param>
/// <param name="IsPlain">Whether its texts are numbers with a decimal point, whatever the format of the schema.</param>
internal sealed record SourceColumn(ColumnSchema Schema, int Index, string Type, bool IsPlain)
{
    /// <summary>The column as SQL.</summary>
    public string Sql => $"c{Index}";

    /// <summary>The cells as texts, as SQL.</summary>
    public string Text => Type == TableRelation.TextType ? Sql : $"CAST({Sql} AS VARCHAR)";

    /// <summary>The value in the unit of the schema as SQL, DOUBLE for numbers and BIGINT for times; NULL where a cell has another form.</summary>
    public string Value => Schema.Kind switch
    {
        ColumnKind.Number or ColumnKind.Integer when Type == "BOOLEAN" => $"CAST(CAST({Sql} AS INTEGER) AS DOUBLE)",
        ColumnKind.Number or ColumnKind.Integer when ColumnFacts.IsNumber(Type) => $"CAST({Sql} AS DOUBLE)",
        ColumnKind.Number or ColumnKind.Integer => Number(Text),
        ColumnKind.Date when Type is "DATE" or "TIMESTAMP" => $"CASE WHEN isfinite({Sql}) THEN CAST({Sql} AS DATE) - DATE '1970-01-01' END",
        ColumnKind.DateTime when Type is "DATE" or "TIMESTAMP" => $"CASE WHEN isfinite({Sql}) THEN epoch_us(CAST({Sql} AS TIMESTAMP)) END",
        ColumnKind.Duration when Type is "TIME" or "INTERVAL" => $"epoch_us({Sql})",
        _ => Time(Text),
    };

    /// <summary>Whether a cell is given, as SQL: it is not empty, and no mark of a missing value.</summary>
    public string IsGiven => Type switch
    {
        "FLOAT" or "DOUBLE" => $"({Sql} IS NOT NULL AND NOT isnan({Sql}))",
        TableRelation.TextType => $"({Sql} IS NOT NULL AND NOT {MissingMarks.AmongValuesSql(Sql)})",
        _ => $"{Sql} IS NOT NULL",
    };

    /// <summary>Whether the values are days or microseconds.</summary>
    public bool IsTime => Schema.Kind is not (ColumnKind.Number or ColumnKind.Integer);

    /// <summary>Whether a given cell is no value, as SQL.</summary>
    public string IsUnreadable =>
        $"({IsGiven} AND {(Schema.Kind is ColumnKind.Number or ColumnKind.Integer ? $"NOT coalesce(isfinite({Value}), false)" : $"({Value}) IS NULL")})";

    /// <summary>What a cell must be, for messages.</summary>
    public string Needed => Schema.Kind switch
    {
        ColumnKind.Integer or ColumnKind.Number => Schema.Numbers.IsPlain || IsPlain ? "a finite number" : $"a number such as {Schema.Numbers}",
        ColumnKind.Date => $"a date{Format()}",
        ColumnKind.DateTime => $"a date and time{Format()}",
        _ => $"a duration{(Schema.TimeFormat == "iso" ? " such as PT1H30M" : " such as 1:30:00")}",
    };

    private string Number(string text)
    {
        if (Schema.Numbers.IsPlain || IsPlain) return NumberReadings.Plain.Sql(text);
        var formatted = NumberReadings.Reading(Schema.Numbers).Sql(text);
        // A decimal point has one meaning if the schema has it too; a comma would be read as another number.
        return Schema.Numbers.Decimal == "." ? $"coalesce({formatted}, {NumberReadings.Plain.Sql(text)})" : formatted;
    }

    private string Time(string text)
    {
        var known = TimeReadings.Find(Schema.Kind, Schema.TimeFormat);
        IEnumerable<CellReading> others = Schema.Kind == ColumnKind.Duration ? TimeReadings.Durations : [TimeReadings.Iso(Schema.Kind)];
        return $"coalesce({string.Join(", ", others.Prepend(known).OfType<CellReading>().Distinct().Select(reading => reading.Sql(text)))}, NULL)";
    }

    private string Format() => Schema.TimeFormat.Length == 0 ? "" : $" such as {Schema.Text(Schema.Most ?? 0)}";
}
