using System.Globalization;
using Hourglass.Persistence;
using Hourglass.Training;
using TorchSharp;

namespace Hourglass.Tests.Contracts;

/// <summary>What the process sets for itself changes no result, and is left as it was.</summary>
[Collection(AloneCollection.Name)]
public sealed class HostContracts
{
    public static TheoryData<string> All => ContractCase.Names(ContractCase.All);

    [Theory]
    [MemberData(nameof(All))]
    public void The_default_kind_of_number_changes_nothing(string name)
    {
        using var folder = new TemporaryFolder();
        var contract = ContractCase.Of(name);
        using var usual = Trained(contract);
        usual.Model.Save(folder.Root);
        torch.set_default_dtype(torch.float64);
        try
        {
            using var other = Trained(contract);
            using var loaded = Autoencoder.Load(folder.Root);
            var examples = contract.Examples(12);
            Assert.Equal(usual.Weights, other.Weights);
            Assert.Equal(usual.Model.Encode(examples), loaded.Encode(examples));
            Assert.Equal(usual.Model.Generate(3, seed: 3), loaded.Generate(3, seed: 3));
            Assert.Equal(torch.float64, torch.get_default_dtype());
        }
        finally
        {
            torch.set_default_dtype(torch.float32);
        }
    }

    [Fact]
    public void The_generator_of_the_process_is_left_as_it_was()
    {
        using var scope = torch.NewDisposeScope();
        torch.random.manual_seed(5);
        var expected = torch.rand(4).data<float>().ToArray();
        torch.random.manual_seed(5);
        using (Trained(ContractCase.Of(ContractCase.All.First().ToString()))) Assert.Equal(expected, torch.rand(4).data<float>().ToArray());
    }

    [Fact]
    public void The_language_of_the_process_changes_no_file()
    {
        using var folder = new TemporaryFolder();
        Save("usual");
        var (before, comma) = (CultureInfo.CurrentCulture, (CultureInfo)CultureInfo.InvariantCulture.Clone());
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NumberGroupSeparator = ".";
        comma.NumberFormat.NegativeSign = "~";
        CultureInfo.CurrentCulture = comma;
        try
        {
            Save("comma");
            using var loaded = Autoencoder.Load(folder["usual"]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        foreach (var file in Directory.GetFiles(folder["usual"]))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(folder["comma", Path.GetFileName(file)]));

        void Save(string name)
        {
            using var run = Trained(ContractCase.Of(ContractCase.All.First().ToString()));
            run.Model.Save(folder[name]);
            MetricsLog.Append(folder[name, "metrics.jsonl"], new EpochDone(1, 3, [new("loss_nats", -3.5)], [], 0.1, 5.5, 1.25, true));
        }
    }

    private static TrainingRun Trained(ContractCase contract) =>
        TrainingRun.Finished(contract.Blueprint(), contract.Examples(24), new TrainingOptions { Epochs = 1, BatchSize = 8, Validation = 0.25 });
}
