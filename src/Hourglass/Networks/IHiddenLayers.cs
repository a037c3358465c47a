namespace Hourglass;

/// <summary>A body whose hidden layers have an activation, and may be normalised and thinned out.</summary>
internal interface IHiddenLayers
{
    /// <summary>The non-linearity.</summary>
    Activation Activation { get; }

    /// <summary>What stands before it.</summary>
    Normalization Normalization { get; }

    /// <summary>Which part of a layer's numbers is set to 0 in each step of training.</summary>
    double Dropout { get; }
}
