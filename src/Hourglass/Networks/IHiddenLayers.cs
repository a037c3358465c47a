namespace Hourglass;

/// <summary>A body whose hidden layers have an activation and optional normalisation and dropout.</summary>
internal interface IHiddenLayers
{
    /// <summary>The non-linearity.</summary>
    Activation Activation { get; }

    /// <summary>The normalisation before it.</summary>
    Normalization Normalization { get; }

    /// <summary>Fraction of a layer that is set to 0 in each training step.</summary>
    double Dropout { get; }
}
