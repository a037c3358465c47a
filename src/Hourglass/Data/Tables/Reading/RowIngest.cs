using System.Data.Common;
using System.Globalization;
using DuckDB.NET.Data;

namespace Hourglass.Data;

/// <summary>Reads rows of .NET values, such as those of a <see cref="System.Data.Common.DbDataReader"/>.</summary>
internal static class RowIngest
{
    /// <summary>Copies the remaining rows of a reader to a table.</summary>
    /// <exception cref="HourglassException">It has no columns.</exception>
    public static TableRelation Open(DuckDbSession session, string name, DbDataReader reader)
    {
        if (reader.FieldCount == 0)
            throw new HourglassException($"{What(Wording.Capitalized(name))} has {Got("no columns")}; a table needs {Allowed("at least one")}.");
        return Open(session, name, [.. Enumerable.Range(0, reader.FieldCount).Select(i => (reader.GetName(i), reader.GetFieldType(i)))], Rows());

        IEnumerable<object?[]> Rows()
        {
            var row = new object[reader.FieldCount];
            while (reader.Read())
            {
                reader.GetValues(row);
                yield return row;
            }
        }
    }

    /// <summary>Copies rows to a table.</summary>
    /// <param name="session">The database.</param>
    /// <param name="name">The source, for messages.</param>
    /// <param name="columns">Names and types of the columns; with type object, values of any type are read as text.</param>
    /// <param name="rows">The rows; the array may be the same for all. A value is null or <see cref="DBNull"/> if it is missing.</param>
    public static TableRelation Open(DuckDbSession session, string name, IReadOnlyList<(string Name, Type Type)> columns, IEnumerable<object?[]> rows)
    {
        var (names, doubts) = ColumnNames.Unique([.. columns.Select(column => column.Name)]);
        string[] types = [.. columns.Select(column => TypeOf(Nullable.GetUnderlyingType(column.Type) ?? column.Type))];
        var binary = new int[types.Length];
        var hasTexts = new bool[types.Length];
        session.Execute($"CREATE TEMP TABLE source ({string.Join(", ", types.Select((type, i) => $"c{i} {type}"))})");
        using (var appender = session.Connection.CreateAppender("temp", "main", TableRelation.Source))
        {
            foreach (var values in rows)
            {
                var row = appender.CreateRow();
                for (var i = 0; i < types.Length; i++)
                {
                    if (values[i] is byte[]) binary[i]++;
                    hasTexts[i] |= values[i] is not (null or DBNull or byte[] or sbyte or byte or short or ushort or int or uint or long or ulong or float
                        or double or decimal);
                    Append(row, values[i], types[i]);
                }

                row.EndRow();
            }
        }

        for (var i = 0; i < binary.Length; i++)
        {
            if (binary[i] == 0) continue;
            doubts.Add($"Column '{names[i]}' has binary values in {(binary[i] == 1 ? "1 row" : $"{binary[i]:N0} rows")}, which are not read.");
        }

        return new TableRelation(session, name, [.. names.Select((one, i) => (one, types[i]))])
        {
            Doubts = doubts,
            PlainNumbers = hasTexts.Select((isText, i) => (isText, i)).Where(one => !one.isText).Select(one => one.i).ToHashSet(),
        };
    }

    private static string TypeOf(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => TableRelation.TextType,
        TypeCode.Boolean => "BOOLEAN",
        TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 => "INTEGER",
        TypeCode.UInt32 or TypeCode.Int64 => "BIGINT",
        TypeCode.Single => "FLOAT",
        TypeCode.Double => "DOUBLE",
        TypeCode.DateTime => "TIMESTAMP",
        _ when type == typeof(DateOnly) => "DATE",
        _ when type == typeof(DateTimeOffset) => "TIMESTAMP",
        _ when type == typeof(TimeSpan) || type == typeof(TimeOnly) => "INTERVAL",
        _ => TableRelation.TextType,
    };

    private static void Append(IDuckDBAppenderRow row, object? value, string type)
    {
        if (value is null or DBNull)
        {
            row.AppendNullValue();
            return;
        }

        switch (type)
        {
            case "BOOLEAN": row.AppendValue((bool)value); break;
            case "INTEGER": row.AppendValue(Convert.ToInt32(value, CultureInfo.InvariantCulture)); break;
            case "BIGINT": row.AppendValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case "FLOAT": row.AppendValue((float)value); break;
            case "DOUBLE": row.AppendValue((double)value); break;
            case "TIMESTAMP": row.AppendValue(value is DateTimeOffset moment ? moment.UtcDateTime : (DateTime)value); break;
            case "DATE": row.AppendValue((DateOnly)value); break;
            case "INTERVAL": row.AppendValue(value is TimeOnly time ? time.ToTimeSpan() : (TimeSpan)value); break;
            default: row.AppendValue(TextOf(value)); break;
        }
    }

    /// <summary>Values of other types as text; numbers so that they read back equal.</summary>
    private static string? TextOf(object value) => value switch
    {
        string text => text,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        byte[] => null,
        IFormattable one => one.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
