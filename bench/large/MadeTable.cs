using System.Globalization;
using DuckDB.NET.Data;

namespace Hourglass.LargeBench;

/// <summary>A Parquet file of 20 mixed columns that depend on two hidden numbers of each row; equal for equal numbers of rows.</summary>
internal static class MadeTable
{
    private static readonly string[] Columns =
    [
        "round(u + 0.3 * g(i, 1), 2) AS amount",
        "round(exp(3 + v + 0.2 * g(i, 2)), 2) AS price",
        "u * v + 0.1 * g(i, 3) AS score",
        "CAST(2 * v + 0.2 * g(i, 4) AS FLOAT) AS sensor",
        "CASE WHEN r(i, 5) < 0.9 THEN round(10 * u + 5 * g(i, 5), 1) END AS dose",
        "sin(3 * u) + 0.2 * g(i, 6) AS phase",
        "CAST(greatest(18, least(90, round(45 + 12 * u + 4 * g(i, 7)))) AS INTEGER) AS age",
        "CASE WHEN r(i, 8) < 0.5 THEN 40 ELSE CAST(round(38 + 8 * v) AS INTEGER) END AS hours",
        "CAST(floor(1000000 * r(i, 9)) AS BIGINT) AS serial",
        "CAST(floor(exp(2 + abs(u) + 0.5 * abs(g(i, 10)))) AS INTEGER) AS visits",
        "CASE WHEN u > 0.7 THEN 'north' WHEN u > 0 THEN 'east' WHEN u > -0.7 THEN 'south' ELSE 'west' END AS region",
        "'level ' || CAST(floor(12 * r(i, 12)) AS INTEGER) AS product",
        "'s' || CAST(floor(200 * r(i, 13) * r(i, 14)) AS INTEGER) AS shop",
        "CASE WHEN r(i, 15) < 0.95 THEN 'c' || CAST(floor(900 * r(i, 16)) AS INTEGER) END AS city",
        "CASE WHEN v + 0.5 * g(i, 17) > 0 THEN 'high' WHEN v > -1 THEN 'medium' ELSE 'low' END AS risk",
        "u + 0.5 * g(i, 18) > 0 AS member",
        "CASE WHEN r(i, 19) < 0.8 THEN v > 0 END AS smoker",
        "CAST(DATE '2015-01-01' + CAST(floor(3000 * r(i, 20)) AS INTEGER) AS DATE) AS born",
        "TIMESTAMP '2020-01-01' + to_seconds(CAST(floor(1e8 * r(i, 21)) AS BIGINT)) AS seen",
        "CASE WHEN u + v + g(i, 22) > 0 THEN 'yes' ELSE 'no' END AS outcome",
    ];

    /// <summary>Writes the file.</summary>
    public static void Write(string path, long rows)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        Execute("SET memory_limit = '1GB'");
        Execute("CREATE MACRO r(i, k) AS (hash(i, k) >> 11) / 9007199254740992.0");
        // The sum of four uniform numbers, scaled to deviation 1.
        Execute("CREATE MACRO g(i, k) AS (r(i, k + 100) + r(i, k + 200) + r(i, k + 300) + r(i, k + 400) - 2) * 1.7320508");
        var range = $"range({rows.ToString(CultureInfo.InvariantCulture)})";
        Execute($"COPY (SELECT {string.Join(", ", Columns)} FROM (SELECT i, g(i, 50) AS u, g(i, 60) AS v FROM {range} AS t(i))) " +
            $"TO '{path.Replace("'", "''", StringComparison.Ordinal)}' (FORMAT {(Path.GetExtension(path) == ".csv" ? "csv" : "parquet")})");

        void Execute(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
