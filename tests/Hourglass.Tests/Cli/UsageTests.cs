namespace Hourglass.Tests.Cli;

/// <summary>Wrong usage ends with status 2 and one sentence that says what is allowed.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public UsageTests() => Samples.Rows(folder);

    [Theory]
    [InlineData("trian --data rows.npz", "'trian'; did you mean 'train'?")]
    [InlineData("train --dta rows.npz --model ae --out run", "'--dta'; did you mean '--data'?")]
    [InlineData("train --data rows.npz --model va --out run", "'va'; did you mean 'vae'?")]
    [InlineData("train --data rows.npz --model ae --out run --set learning_rat=1", "'learning_rat' for the model 'ae'; did you mean 'learning_rate'?")]
    [InlineData("train --data rows.npz --model ae --out run --set epochs=0", "epochs is 0; give a whole number from 1")]
    [InlineData("train --data rows.npz --model ae --out run --latent 0", "latent is 0; give a whole number from 1")]
    [InlineData("train --data rows.npz --model ae --out run --set hidden=[8] --latent 7", "The latent size is 7, above the 6 numbers of an example")]
    [InlineData("train --data rows.npz --model dae --out run --set noise=masking noise_level=1", "noise_level is 1, but masking noise takes the fraction")]
    [InlineData("train --data rows.npz --model ae --out run --set epochs", "--set got 'epochs'; give key=value")]
    [InlineData("train --data rows.npz --model ae", "'--out' is required")]
    [InlineData("train --data rows.npz --model ae --out run --threads 1000000", "threads is 1000000; give 1 to")]
    [InlineData("train --data rows.npy --array x --model ae --out run", "--array is 'x', but the data 'rows.npy' have no named arrays; omit it")]
    [InlineData("train --data mnist --array x --model ae --out run", "--array is 'x', but the data 'mnist' have no named arrays")]
    [InlineData("encode", "Option '--data' is required. Option '--out' is required. Argument 'DIR' is required. " +
        "See 'hourglass encode --help'.")]
    [InlineData("train --data rows.npz --model ae --out run --epochs 2 --set epochs=3", "epochs is given twice, the second time as '3'; give it once.")]
    [InlineData("sweep --data rows.npz --model ae --latent 2 --epochs 2 --set epochs=3 --out run", "epochs is given twice")]
    [InlineData("generate --cuont 3", "There is no option or argument '--cuont'; did you mean '--count'?")]
    [InlineData("models --jsno", "'--jsno'; did you mean '--json'?")]
    [InlineData("report run --jsno", "'--jsno'; did you mean '--json'?")]
    [InlineData("models mixture --set components=2 --cite", "--set applies to models, and 'mixture' is a sampler")]
    [InlineData("models prior --cite", "The sampler 'prior' has no paper of its own")]
    [InlineData("models vae --set warmup=3", "--set needs --cite")]
    [InlineData("models --cite", "--cite needs a model or sampler name")]
    [InlineData("traverse run --index 3 --out path.npy", "--index needs --data.")]
    [InlineData("interpolate run --from 1 --to 2 --count 3 --out path.npy", "--from and --to need --data. --count cannot be combined")]
    [InlineData("bench --quick --rounds 3", "--quick sets one round")]
    [InlineData("bench --seconds abc", "seconds is 'abc'; give a number, such as 0.5.")]
    [InlineData("train --data rows.npz --out run", "train needs --model, one of pca, ae")]
    [InlineData("train --data mnits --model ae --out run", "Did you mean 'mnist'?")]
    [InlineData("interpolate run --data rows.npz --from 1 --out path.npy", "--from and --to must be given together")]
    [InlineData("interpolate run --count 0 --out path.npy", "count is 0; give at least 1")]
    [InlineData("generate run --count x --out new.npy", "count is 'x'; give a whole number up to 2147483647. See 'hourglass generate --help'.")]
    [InlineData("generate run --seed 99999999999999999999 --out new.npy", "seed is '99999999999999999999'; give a whole number up to 9223372036854775807")]
    [InlineData("interpolate run --from 1.5 --out path.npy", "from is '1.5'; give a whole number")]
    [InlineData("inspect --data mnist --threads 0", "threads is 0; give 1 to ")]
    [InlineData("traverse run --steps 1 --out path.npy", "steps is 1; give 2 to 1000")]
    [InlineData("traverse run --steps 65536 --out path.npy", "steps is 65536; give 2 to 1000")]
    [InlineData("generate run --sampler dice --out new.npy", "There is no sampler 'dice'; choose from prior, standard-normal, mixture")]
    [InlineData("generate run --sampler mixtrue --out new.npy", "There is no sampler 'mixtrue'; did you mean 'mixture'?")]
    [InlineData("generate run --sampler mixture --set component=3 --out new.npy",
        "no option 'component' for the sampler 'mixture'; did you mean 'components'?")]
    [InlineData("generate run --sampler mixture --set components=-1 --out new.npy", "components is -1; give a whole number from 0 to 1000")]
    [InlineData("generate run --sampler prior --set components=1 --out new.npy", "The sampler 'prior' has no options, but components was given")]
    [InlineData("models nada", "There is no model 'nada'; choose from pca, ae")]
    public async Task Wrong_usage_is_explained(string line, string expected)
    {
        Assert.Contains(expected, await CommandLine.Fail(folder, line, status: 2), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Theory]
    [InlineData("generate run --count 0 --out new.npy", "count is 0; give at least 1")]
    [InlineData("generate run --seed -1 --out new.npy", "seed is -1; give a whole number from 0")]
    [InlineData("generate run --out new.gif", "out is 'new.gif'; give FILE.npy")]
    [InlineData("generate run --out new.png", "rows of 6 numbers, not images")]
    [InlineData("encode run --data rows.npz --out codes.txt", "'codes.txt' ends with '.txt'")]
    [InlineData("evaluate run --data rows.npz --split tets", "split is 'tets'; did you mean 'test'?")]
    [InlineData("interpolate run --data rows.npz --from 1 --to 999 --out path.npy", "There is no example 999; the split has 120")]
    public async Task Wrong_usage_of_a_model_is_explained(string line, string expected)
    {
        Samples.Train(folder, "rows.npz", "pca", "latent=2", "run");
        Assert.Contains(expected, await CommandLine.Fail(folder, line, status: 2), StringComparison.Ordinal);
        Assert.Equal(["rows.npz"], Directory.EnumerateFiles(folder.Root).Select(Path.GetFileName));
    }

    public void Dispose() => folder.Dispose();
}
