using System.Globalization;
using Hourglass.Data;
using Hourglass.LargeBench;

const string Usage = "Give what to do: make FILE ROWS, make FOLDER IMAGES, ingest FILE, ingest FOLDER [memory], read FILE [density], train FILE KEY=VALUE ..., " +
    "or plain FILE (see bench/README.md).";
switch (args)
{
    case ["make", var path, var images] when Path.GetExtension(path).Length == 0:
        MadeImages.Write(path, int.Parse(images, CultureInfo.InvariantCulture));
        return 0;
    case ["make", var path, var rows]:
        MadeTable.Write(path, long.Parse(rows, CultureInfo.InvariantCulture));
        return 0;
    case ["ingest", var path, .. var store] when Directory.Exists(path):
        return Large.Decode(path, store is ["memory"] ? StoreKind.Memory : StoreKind.Disk);
    case ["ingest", var path]:
        return Large.Ingest(path);
    case ["read", var path, .. var numbers]:
        return Large.Read(path, numbers is ["density"] ? NumberCoding.Density : NumberCoding.Levels);
    case ["train", var path, .. var settings]:
        return Large.Train(path, settings);
    case ["plain", var path]:
        return Large.Plain(path);
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
