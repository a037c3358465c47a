using Hourglass.Kernels.Threading;
using TorchSharp.Modules;

namespace Hourglass.Engines;

/// <summary>The gradients of a model's parameters, and the threads that computed them.</summary>
internal interface IGradients
{
    /// <summary>The gradient of a parameter.</summary>
    /// <param name="name">The parameter's name in the model.</param>
    /// <param name="parameter">The parameter.</param>
    IGradient Of(string name, Parameter parameter);

    /// <summary>Runs work on all threads, such as an update of the parameters.</summary>
    void Run(IWork work);
}
