namespace Hourglass.Engines.Fused.Memory;

/// <summary>The purposes of random numbers in a step; the numbers are part of the meaning of a seed.</summary>
internal enum NoisePurpose
{
    /// <summary>Latent vectors.</summary>
    Latent = 1,

    /// <summary>Corruption of the input.</summary>
    Corruption = 2,

    /// <summary>Binarisation of grey values.</summary>
    Binarization = 3,

    /// <summary>Draws from the prior.</summary>
    Prior = 4,

    /// <summary>Hidden columns of the input.</summary>
    Hiding = 5,

    /// <summary>Columns that a column in order does not read.</summary>
    Omission = 6,

    /// <summary>Cells that are hidden so that the decoder learns to fill them.</summary>
    Completion = 7,

    /// <summary>Which of these also read the columns before them.</summary>
    Reading = 8,

    /// <summary>Dropout of hidden layers: the number of the first layer, from which the others count up.</summary>
    Dropout = 1 << 16,
}
