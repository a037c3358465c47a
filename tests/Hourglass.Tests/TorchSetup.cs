using System.Runtime.CompilerServices;
using Hourglass.Native;
using Hourglass.Tests.Native;

namespace Hourglass.Tests;

/// <summary>
/// Loads libtorch once, with one thread an operation: test classes already run side by side. Only the processes of <see cref="FirstCallTests"/> start without
/// it.
/// </summary>
internal static class TorchSetup
{
    [ModuleInitializer]
    internal static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(FirstCalls.Saved) is not null) return;
        TorchRuntime.Initialize();
        TorchSharp.torch.set_num_threads(1);
    }
}
