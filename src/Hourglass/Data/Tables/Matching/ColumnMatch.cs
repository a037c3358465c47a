namespace Hourglass.Data;

/// <summary>Finds the columns of a schema among those of a source, by name.</summary>
internal static class ColumnMatch
{
    /// <summary>The position in the source of each column of the schema; -1 for a column that it lacks.</summary>
    /// <exception cref="HourglassException">Two columns of the source differ from a column of the schema in letter case only.</exception>
    public static int[] Find(TableSchema schema, IReadOnlyList<string> names, string source)
    {
        var exact = names.Select((name, i) => (name, i)).ToDictionary(one => one.name, one => one.i, StringComparer.Ordinal);
        int[] places = [.. schema.Columns.Select(column => exact.GetValueOrDefault(column.Name, -1))];
        var left = Enumerable.Range(0, names.Count).Except(places).ToLookup(i => names[i].Trim(), StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i] >= 0) continue;
            var name = schema.Columns[i].Name;
            int[] similar = [.. left[name.Trim()].Except(places)];
            if (similar.Length > 1)
                throw new HourglassException($"'{source}' has the columns {Got(string.Join(" and ", similar.Select(at => $"'{names[at]}'")))} for the " +
                    $"{What($"column '{name}'")}; {Allowed($"call one of them '{name}'")}.");
            if (similar.Length == 1) places[i] = similar[0];
        }

        return places;
    }
}
