namespace Hourglass.Quality;

/// <summary>Where a figure is read.</summary>
internal enum FigureSource
{
    /// <summary><c>evaluate --split test</c>.</summary>
    Test,

    /// <summary><c>evaluate --split train</c>.</summary>
    Train,

    /// <summary>What <c>train</c> said at its end.</summary>
    Training,
}
