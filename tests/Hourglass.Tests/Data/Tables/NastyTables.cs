using System.Text;

namespace Hourglass.Tests.Data.Tables;

/// <summary>Files as spreadsheets, databases and people write them: read right, or refused in a sentence.</summary>
internal static class NastyTables
{
    public static readonly IReadOnlyList<NastyTable> Read =
    [
        Text("commas", "a,b\n1,x\n2,y\n3,x\n", "a:Integer 1..3, b:Category x|y"),
        Text("semicolons and decimal commas", "a;b\n1,5;x\n2,25;y\n0,125;x\n", "a:Number 0,125..2,25, b:Category x|y"),
        Text("tabs under the name of commas", "a\tb\n1\tx\n2\ty\n3\tx\n", "a:Integer 1..3, b:Category x|y"),
        Text("vertical lines", "a|b\n1|x\n2|y\n3|x\n", "a:Integer 1..3, b:Category x|y"),
        Text("a .tsv", "a\tb,c\n1\tx\n2\ty\n3\tx\n", "a:Integer 1..3, b,c:Category x|y") with { File = "t.tsv" },
        Text("delimiter in a line of its own", "sep=;\na;b\n1;x\n2;y\n3;x\n", "a:Integer 1..3, b:Category x|y"),
        Text("one column", "a\n1\n2\n3\n", "a:Integer 1..3"),
        Text("one column of sentences", "a\nHe came, and went\nYes, but, no\nHe came, and went\n", "a:Category He came, and went|Yes, but, no"),
        Text("byte order mark", "\ufeffa,b\n1,x\n2,y\n3,x\n", "a:Integer 1..3, b:Category x|y"),
        Text("byte order mark without names", "\ufeff1,2\n3,5\n4,7\n", "column1:Integer 1..4, column2:Integer 2..7") with { Doubt = "has no line of names" },
        new("Latin-1", "t.csv", Encoding.Latin1.GetBytes("größe,b\n1,Käse\n2,Öl\n3,Öl\n"), "größe:Integer 1..3, b:Category Käse|Öl")
        {
            Doubt = "is not in UTF-8",
        },
        new("Windows-1252", "t.csv", [.. "a,b\n1,5 "u8, 0x80, .. "\n2,7 "u8, 0x80, .. "\n3,9 "u8, 0x80, .. "\n"u8],
            "a:Integer 1..3, b:Integer 5 €..9 €") { Doubt = "Windows-1252" },
        new("UTF-16", "t.csv", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a,b\n1,ä\n2,ö\n3,ö\n")], "a:Integer 1..3, b:Category ä|ö"),
        new("UTF-16, big-endian, without a mark", "t.csv", Encoding.BigEndianUnicode.GetBytes("a,b\n1,x\n2,y\n3,x\n"), "a:Integer 1..3, b:Category x|y"),
        Text("line breaks of Windows", "a,b\r\n1,x\r\n2,y\r\n3,x\r\n", "a:Integer 1..3, b:Category x|y"),
        Text("line breaks of three systems", "a,b\r\n1,x\n2,y\r3,x\r\n", "a:Integer 1..3, b:Category x|y"),
        Text("quoted line breaks", "\"a\nb\",c\n\"x\ny\",1\n\"x\ny\",2\nz,3\n", "a\nb:Category x\ny|z, c:Integer 1..3"),
        Text("quoted quotation marks", "a,b\n\"x \"\"y\"\"\",1\nz,2\nz,3\n", "a:Category x \"y\"|z, b:Integer 1..3"),
        Text("no end of the last line", "a,b\n1,x\n2,y\n3,x", "a:Integer 1..3, b:Category x|y"),
        Text("blank lines before the names", "\n\na,b\n1,x\n2,y\n3,x\n", "a:Integer 1..3, b:Category x|y"),
        Text("blank lines", "a,b\n\n1,x\n\n2,y\n3,x\n\n", "a:Integer 1..3, b:Category x|y"),
        Text("comments before the names", "# made by \"x\"\n#\n\n# on Monday\na,b\n1,x\n2,y\n3,x\n", "a:Integer 1..3, b:Category x|y") with
        {
            Doubt = "The first 4 lines of '",
        },
        Text("names behind the sign of a comment", "# made by x\n#a,b\n1,x\n2,y\n3,x\n", "#a:Integer 1..3, b:Category x|y") with
        {
            Doubt = "The first line of '",
        },
        Text("names of codes", "#a\n1\n2\n3\n", "#a:Integer 1..3"),
        Text("rows of delimiters at the end", "a,b\n1,x\n,\n2,y\n3,x\n,\n , \n", "a:Integer 1..3 -1, b:Category x|y -1") with
        {
            Doubt = "The last 2 rows of '",
        },
        Text("nothing used", "a,b\n1,x\n1,x\n", "a:Constant 1, b:Constant x") with { Doubt = "No column is used" },
        Text("names twice and empty", "a,,a\n1,4,x\n2,5,y\n3,7,x\n", "a:Integer 1..3, column2:Integer 4..7, a_2:Category x|y") with
        {
            Doubt = "both called 'a'",
        },
        Text("names of R's rows", "a,b\n\"1\",5,x\n\"2\",6,y\n\"3\",7,x\n", "row:Integer 1..3, a:Integer 5..7, b:Category x|y") with
        {
            Doubt = "as R writes it",
        },
        Text("a delimiter at the end of each row", "a,b\n1,x,\n2,y,\n3,x,\n", "a:Integer 1..3, b:Category x|y"),
        Text("years as names", "land,2019,2020\nx,1.5,2.5\ny,3.5,4.5\nx,5.5,6.5\n", "land:Category x|y, 2019:Number 1.5..5.5, 2020:Number 2.5..6.5"),
        Text("no names", "1,x\n2,y\n3,x\n", "column1:Integer 1..3, column2:Category x|y") with { Doubt = "has no line of names" },
        Text("numbers as quoted text", "a,b\n\"1.5\",\"x\"\n\"2.5\",\"y\"\n\"3.5\",\"x\"\n", "a:Number 1.5..3.5, b:Category x|y"),
        Column("thousands", i => $"\"{1000 + (i * 37):N0}.50\"", "a:Number 1,000.50..4,663.50"),
        Column("thousands alone", i => $"\"{1000 + (i * 37):N0}\"", "a:Integer 1,000..4,663") with { Doubt = "marks of thousands" },
        Column("thousands with points", i => $"\"{1000 + (i * 37):N0};50\"".Replace(',', '.').Replace(';', ','), "a:Number 1.000,50..4.663,50"),
        Column("thousands with blanks", i => $"\"{1000 + (i * 37):N0};50\"".Replace(',', '\u00a0').Replace(';', ','), "a:Number 1\u00a0000,50..4\u00a0663,50"),
        Column("thousands of Switzerland", i => $"{1000 + (i * 37):N0}.50".Replace(',', '\''), "a:Number 1'000.50..4'663.50"),
        Column("dollars", i => i % 9 == 0 ? "" : $"\"${1000 + (i * 37):N0}.00\"", "a:Integer $1,037.00..$4,626.00 -12") with { Doubt = "" },
        Column("euros", i => $"\"{i},5 €\"", "a:Number 0,5 €..99,5 €"),
        Column("per cent", i => $"{i}%", "a:Integer 0%..99%"),
        Column("per cent and bare numbers", i => i % 3 == 0 ? $"0.{i:00}" : $"{i}%", "a:Number 0%..98%") with
        {
            Doubt = "34 of 100 cells have no per cent sign (line 2",
        },
        Column("signs", i => $"{(i % 2 == 0 ? "+" : "-")}{i}.5", "a:Number -99.5..98.5"),
        Column("exponents", i => $"{i + 1}e-3", "a:Number 0.001..0.1"),
        Column("leading zeros", i => $"0{i % 7}{i % 5}", "a:Category 000|004|003|002|001|011") with { Expected = "a:Category 000|001|002|003|004|010" },
        Column("truth", i => i % 3 == 0 ? "Yes" : "No", "a:Boolean No|Yes"),
        Column("zeros and ones", i => $"{i % 2}", "a:Boolean 0|1"),
        Column("few whole numbers", i => $"{i % 4}", "a:OrderedCategory 0|1|2|3"),
        Column("a known order", i => i % 3 == 0 ? "Low" : i % 3 == 1 ? "High" : "Medium", "a:OrderedCategory Low|Medium|High"),
        Column("marks among numbers", i => i % 10 == 0 ? "-" : i % 10 == 1 ? "N/A" : $"{i}.5", "a:Number 2.5..99.5 -20") with { Doubt = "read as missing" },
        Column("marks among words", i => i % 10 == 0 ? "?" : i % 10 == 1 ? "None" : "x", "a:Category None|x -10") with
        {
            Doubt = "'?' in 10 rows is read as missing",
        },
        Column("codes of countries", i => i % 25 == 4 ? "NA" : $"{(char)('A' + (i % 5))}{(char)('A' + (i / 5 % 5))}",
            "a:Category AA|AB|AC|AD|AE|BA") with { Doubt = "'NA' is read as a code" },
        Column("German dates", i => $"{(i % 28) + 1:00}.{(i % 12) + 1:00}.2020", "a:Date 01.01.2020..28.12.2020"),
        Column("American dates", i => $"{(i % 12) + 1:00}/{(i % 28) + 1:00}/2020", "a:Date 01/01/2020..12/28/2020"),
        Column("dates of either order", i => $"{(i % 12) + 1:00}/{(i % 12) + 1:00}/20{20 + (i / 12)}",
            "a:Date 01/01/2020..04/04/2028") with { Doubt = "Day and month cannot be told apart" },
        Column("dates in digits", i => $"2020{(i % 12) + 1:00}{(i % 28) + 1:00}", "a:Date 20200101..20201228"),
        Column("dates in words", i => $"{(i % 28) + 1:00} Mar 20{10 + (i % 13)}", "a:Date 01 Mar 2010..26 Mar 2022"),
        Column("points in time", i => $"2020-01-{(i % 28) + 1:00}T{i % 24:00}:{i % 60:00}:07Z", "a:DateTime 2020-01-01T00:00:07Z..2020-01-28T11:23:07Z"),
        Column("fractions of seconds", i => $"2020-01-01 00:00:{i % 60:00}.25", "a:DateTime 2020-01-01 00:00:00.25..2020-01-01 00:00:59.25"),
        Column("durations", i => $"{i % 30:00}:{i % 60:00}:07", "a:Duration 00:00:07..1 day 05:59:07"),
        Column("durations of ISO 8601", i => $"PT{i % 20 + 1}H{i % 60}M", "a:Duration PT1H..PT20H59M"),
        Column("minutes of ISO 8601", i => $"PT{(i % 50) + 1}M", "a:Duration PT1M..PT50M"),
        Column("weeks of ISO 8601", i => $"P{(i % 20) + 1}W", "a:Duration P7D..P140D"),
        Column("fractions of seconds where there are any", i => $"2020-01-01 00:00:{i % 60:00}{(i % 4 == 0 ? "" : $".{i:00}")}",
            "a:DateTime 2020-01-01 00:00:00..2020-01-01 00:00:59.59"),
        Column("fractions of seconds with offset", i => $"2020-01-01T10:00:{i % 60:00}.5+02:00",
            "a:DateTime 2020-01-01T08:00:00.5+00:00..2020-01-01T08:00:59.5+00:00"),
        Column("dates in two formats", i => i % 2 == 0 ? $"2020-01-{(i % 28) + 1:00}" : $"{(i % 28) + 1:00}.01.2020",
            "a:Category 02.01.2020|04.01.2020|06.01.2020|08.01.2020|10.01.2020|12.01.2020") with
        {
            Doubt = "dates in different formats, 50 as yyyy-MM-dd and 50 as dd.MM.yyyy (line 3",
        },
        Column("few words among dates", i => i % 10 == 7 ? "soon" : $"2020-01-{(i % 20) + 1:00}",
            "a:Category 2020-01-01|2020-01-02|2020-01-03|2020-01-04|2020-01-05|2020-01-06") with
        {
            Doubt = "90 of 100 cells are dates as yyyy-MM-dd, but line 9",
        },
        Column("identifiers", i => $"p-{i:0000}", "a:Identifier") with { Doubt = "No column is used" },
        Column("running numbers", i => $"{i + 1}", "a:Identifier") with { Doubt = "No column is used" },
        Column("prose", i => $"This is sentence {i} of many that are all different and rather long, which no level is.", "a:Text") with
        {
            Doubt = "No column is used",
        },
        Column("nothing", _ => "NA", "a:Empty -100") with { Doubt = "No column is used" },
        Column("always the same", _ => "7", "a:Constant 7") with { Doubt = "No column is used" },
        Column("one level or missing", i => i % 3 == 0 ? "x" : "\"\"", "a:Category x -66"),
        Column("few words among numbers", i => i % 5 == 4 ? "4+" : $"{i % 5}", "a:OrderedCategory 0|1|2|3|4+") with
        {
            Doubt = "80 of 100 cells are numbers, but line 6",
        },
        Column("ranges of ages", i => (string[])["18-24", "25-34", "65+", "<18", "35-64"] is var ages ? ages[i % 5] : "",
            "a:OrderedCategory <18|18-24|25-34|35-64|65+"),
        Column("an unknown level of a scale", i => (string[])["low", "unknown", "high", "medium"] is var words ? words[i % 4] : "",
            "a:OrderedCategory unknown|low|medium|high") with { Doubt = "'unknown' stands before the levels of a known order" },
        Column("letter case", i => i % 3 == 0 ? "red" : i % 3 == 1 ? "Red" : "blue", "a:Category Red|blue|red") with { Doubt = "letter case only" },
        Column("a number for missing", i => i % 20 == 0 ? "-999" : $"{i}.5", "a:Number -999.0..99.5") with
        {
            Doubt = "may stand for a missing one",
            Expected = "a:Number -999..99.5",
        },
        Text("one row", "a,b\n1,x\n", "a:Constant 1, b:Constant x") with { Doubt = "No column is used" },
        Text("JSON lines", "{\"a\":1,\"b\":\"x\",\"c\":true}\n{\"a\":2.5,\"b\":null,\"c\":false}\n{\"a\":3,\"b\":\"x\",\"c\":true}\n",
            "a:Number 1..3, b:Category x -1, c:Boolean false|true") with { File = "t.jsonl" },
        Text("JSON with an unknown member", "[{\"a\":1,\"d\":\"2020-01-05\"},{\"a\":2,\"d\":\"2020-02-05\",\"e\":[1]},{\"a\":4,\"d\":\"2020-03-05\"}]",
            "a:Integer 1..4, d:Date 2020-01-05..2020-03-05, e:Category [1] -2") with { File = "t.json" },
    ];

    public static readonly IReadOnlyList<NastyTable> Refused =
    [
        Text("a short row", "a,b\n1,x\n2\n3,x\n", "Line 3 of "),
        Text("a long row", "a,b\n1,x\n2,y,z\n3,x\n", "has 3 cells, but the first line has 2"),
        Text("a short row after a quoted line break", "a,b\n1,\"x\ny\"\n2\n3,x\n", "Line 4 of "),
        Text("an open quotation mark", "a,b\n1,x\n2,\"y\n3,x\n", "quotation mark without its partner"),
        Text("nothing at all", "", "is empty"),
        Text("blanks", " \n \n", "has no text but blanks"),
        Text("names alone", "a,b\n", "has a line of names and no rows"),
        new("two encodings", "t.csv", [.. "a,b\n1,ä\n2,ö\n3,"u8, 0xe4, .. "\n"u8], "Line 4 of "),
        new("zero bytes", "t.csv", [.. "a,b\n1,x\n"u8, 0, 0, 0, .. "2,y\n"u8], "zero bytes"),
        new("a spreadsheet", "t.csv", [.. "PK"u8, 3, 4, 0, 0, 0, 0], "a ZIP archive or a spreadsheet"),
        new("compressed without saying so", "t.csv", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0], "end its name with .gz"),
        Text("a cut JSON", "{\"a\":1}\n{\"a\":", "cannot be read as JSON") with { File = "t.jsonl" },
        Text("a JSON array cut between objects", "[{\"a\":1},{\"a\":2},\n", "has no end") with { File = "t.json" },
        Text("a text named .parquet", "a,b\n1,x\n", "does not begin like a Parquet file") with { File = "t.parquet" },
        Text("a text named .sqlite", "a,b\n1,x\n", "is not a SQLite file") with { File = "t.sqlite" },
        Column("a word among numbers", i => i == 70 ? "abc" : $"{i}.5", "line 72 of "),
        Column("infinity", i => i == 70 ? "inf" : $"{i}.5", "line 72 of "),
        Column("a word among dates", i => i == 70 ? "soon" : $"{(i % 28) + 1:00}.{(i % 12) + 1:00}.20{i % 50 + 10}", "'soon'"),
    ];

    private static NastyTable Text(string name, string content, string expected) => new(name, "t.csv", Encoding.UTF8.GetBytes(content), expected);

    private static NastyTable Column(string name, Func<int, string> cell, string expected) => Text(name, TableText.Column("a", 100, cell), expected);
}
