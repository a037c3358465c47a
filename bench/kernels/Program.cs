using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Hourglass.Native;

// In this process: the projects that it would build otherwise know nothing of the settings of this repository.
TorchRuntime.Initialize();
var config = ManualConfig.CreateEmpty()
    .AddJob(Job.Default.WithToolchain(InProcessNoEmitToolchain.Instance))
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddLogger(ConsoleLogger.Default)
    .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "hourglass-kernels"));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, config);
