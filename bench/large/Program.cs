using System.Globalization;
using Hourglass.LargeBench;

const string Usage = "Give what to do: make FILE ROWS, ingest FILE, read FILE, or train FILE KEY=VALUE ... (see bench/README.md).";
switch (args)
{
    case ["make", var path, var rows]:
        MadeTable.Write(path, long.Parse(rows, CultureInfo.InvariantCulture));
        return 0;
    case ["ingest", var path]:
        return Large.Ingest(path);
    case ["read", var path]:
        return Large.Read(path);
    case ["train", var path, .. var settings]:
        return Large.Train(path, settings);
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
