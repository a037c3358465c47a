using System.Runtime.CompilerServices;
using Hourglass.Native;

namespace Hourglass.Tests;

/// <summary>Loads libtorch once, with one thread an operation: test classes already run side by side.</summary>
internal static class TorchSetup
{
    [ModuleInitializer]
    internal static void Initialize()
    {
        TorchRuntime.Initialize();
        TorchSharp.torch.set_num_threads(1);
    }
}
