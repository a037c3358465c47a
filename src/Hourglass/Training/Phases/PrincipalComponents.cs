using Hourglass.Data;
using Hourglass.Layers;
using Hourglass.Numerics;
using Hourglass.Objectives;
using static TorchSharp.torch;

namespace Hourglass.Training;

/// <summary>
/// Sets a one-layer linear encoder and decoder to the principal components: the eigenvectors of the training data's covariance
/// with the largest eigenvalues (Pearson 1901), the optimum of the linear autoencoder under squared error (Baldi &amp; Hornik 1989).
/// Exact, in double precision; needs size x size numbers, or count x count if there are fewer examples than features.
/// </summary>
public sealed record PrincipalComponents : Phase, IOneOutput
{
    /// <summary>The largest size of an example for which the covariance is computed.</summary>
    public const int LargestSize = 8192;

    internal override bool IsClosedForm => true;

    internal override IReadOnlyList<Stage> Stages(Autoencoder model, int epochs) => [];

    internal static void Fit(Autoencoder model, Examples examples, WorkControl control = default)
    {
        var size = model.Shape.Size;
        if (size > LargestSize)
            throw new HourglassException($"{What("PCA")} computes the covariance of {Got($"{size} x {size}")} features, and at most " +
                $"{Allowed(LargestSize)} are supported; use smaller images or a linear autoencoder ({Setting("model", "ae")}, {Setting("hidden", "[]")}).");
        control.ThrowIfCancelled();
        using var outer = NewDisposeScope();
        using var frozen = no_grad();
        var (top, mean) = (examples.Count < size ? OfFew(examples, model.Latent, control) : null) ?? OfMany(examples, model.Latent, control);

        // The sign of an eigenvector is arbitrary; make its largest entry positive.
        var peaks = top.gather(0, top.abs().argmax(0, keepdim: true));
        var components = (top * peaks.sign()).t();
        var (modules, layers) = (model.Modules, model.Modules.Layers);
        Set(modules.Encoder, layers.Encoder, components, -components.mv(mean));
        Set(modules.Decoder, layers.Decoder, components.t(), mean);
    }

    /// <summary>The first eigenvectors of the covariance as columns, [size, components], and the mean, [size].</summary>
    private static (Tensor Vectors, Tensor Mean) OfMany(Examples examples, int components, WorkControl control)
    {
        var size = examples.Shape.Size;
        var sum = zeros(size, float64);
        var products = zeros(size, size, float64);
        const int Batch = 4096;
        using var batches = new BatchReader(examples, Batch);
        for (var start = 0; start < examples.Count; start += Batch)
        {
            using var scope = NewDisposeScope();
            var rows = batches.Read(start).Rows.to_type(float64);
            // Not sum(0): the literal 0 converts to the element type Byte and sums everything.
            sum.add_(rows.sum([0]));
            products.addmm_(rows.t(), rows);
            control.Done(Math.Min(start + Batch, examples.Count), examples.Count);
        }

        var mean = sum / examples.Count;
        var (_, vectors) = linalg.eigh((products / examples.Count) - OuterProduct(mean));
        return (Largest(vectors, components), mean);
    }

    /// <summary>
    /// The same from the products of the examples with each other, [count, count], which is less work if there are fewer examples than features:
    /// with X X' u = s u, X' u / sqrt(s) is an eigenvector of X' X. Null if the examples do not span this many components.
    /// </summary>
    private static (Tensor Vectors, Tensor Mean)? OfFew(Examples examples, int components, WorkControl control)
    {
        // Below this, an eigenvector of 64-bit products has no more digits than a 32-bit weight.
        const double LeastShare = 1e-8;
        if (components >= examples.Count) return null;
        using var batches = new BatchReader(examples, examples.Count);
        var rows = batches.Read(0).Rows.to_type(float64);
        var mean = rows.mean([0]);
        rows -= mean;
        control.Done(examples.Count, examples.Count);
        var (values, vectors) = linalg.eigh(rows.mm(rows.t()));
        var variances = values.narrow(0, examples.Count - components, components).flip(0);
        if (!(variances[-1].item<double>() > LeastShare * variances[0].item<double>())) return null;
        return (rows.t().mm(Largest(vectors, components)) / variances.sqrt(), mean);
    }

    // eigh sorts ascending.
    private static Tensor Largest(Tensor vectors, int count) => vectors.narrow(1, vectors.shape[1] - count, count).flip(1);

    /// <summary>Rows [count, features] projected onto their first principal components, row by row.</summary>
    internal static float[] Project(float[,] rows, int components)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var centred = tensor(rows).to_type(float64);
        centred -= centred.mean([0], keepdim: true);
        var (_, vectors) = linalg.eigh(centred.t().mm(centred));
        var width = rows.GetLength(1);
        return centred.mm(vectors.narrow(1, width - components, components).flip(1)).to_type(float32).data<float>().ToArray();
    }

    private static Tensor OuterProduct(Tensor vector) => vector.unsqueeze(1) * vector.unsqueeze(0);

    private static void Set(nn.Module<Tensor, Tensor> body, ValueList<Layer>? layers, Tensor weight, Tensor bias)
    {
        if (layers is not [Dense { HasBias: true } layer])
            throw new InvalidOperationException("Principal components need an encoder and a decoder of one dense layer each.");
        body.get_parameter(layer.Weight)!.copy_(weight);
        body.get_parameter(layer.Bias!)!.copy_(bias);
    }
}
