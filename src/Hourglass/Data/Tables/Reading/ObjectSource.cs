using System.Linq.Expressions;
using System.Reflection;

namespace Hourglass.Data;

/// <summary>Reads the public properties of objects as columns.</summary>
internal static class ObjectSource
{
    public static TableRelation Open<T>(DuckDbSession session, IEnumerable<T> items)
    {
        PropertyInfo[] properties = [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
            .OrderBy(property => property.MetadataToken)];
        if (properties.Length == 0) throw new HourglassException($"The {What($"type {typeof(T).Name}")} has {Got("no public properties")}; give {Allowed("a type with one for each column")}.");
        Func<T, object?>[] getters = [.. properties.Select(Getter<T>)];
        var relation = RowIngest.Open(session, typeof(T).Name, [.. properties.Select(property => (property.Name, property.PropertyType))], Rows());
        var levels = new Dictionary<int, IReadOnlyList<string>>();
        for (var i = 0; i < properties.Length; i++)
            if ((Nullable.GetUnderlyingType(properties[i].PropertyType) ?? properties[i]
                .PropertyType) is { IsEnum: true } type) levels[i] = Enum.GetNames(type);
        return relation with { Levels = levels };

        IEnumerable<object?[]> Rows()
        {
            var row = new object?[getters.Length];
            foreach (var item in items)
            {
                if (item is null) throw new HourglassException($"An {What("object")} of type {typeof(T).Name} is {Got("null")}; give {Allowed("one for each row")}.");
                for (var i = 0; i < row.Length; i++) row[i] = getters[i](item);
                yield return row;
            }
        }
    }

    private static Func<T, object?> Getter<T>(PropertyInfo property)
    {
        var item = Expression.Parameter(typeof(T));
        return Expression.Lambda<Func<T, object?>>(Expression.Convert(Expression.Property(item, property), typeof(object)), item).Compile();
    }
}
