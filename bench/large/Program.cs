using System.Globalization;
using Hourglass.Data;
using Hourglass.LargeBench;

const string Usage = "Give what to do: make FILE ROWS, ingest FILE, read FILE [density], or train FILE KEY=VALUE ... (see bench/README.md).";
switch (args)
{
    case ["make", var path, var rows]:
        MadeTable.Write(path, long.Parse(rows, CultureInfo.InvariantCulture));
        return 0;
    case ["ingest", var path]:
        return Large.Ingest(path);
    case ["read", var path, .. var numbers]:
        return Large.Read(path, numbers is ["density"] ? NumberCoding.Density : NumberCoding.Levels);
    case ["train", var path, .. var settings]:
        return Large.Train(path, settings);
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
