namespace Hourglass.Quality;

/// <summary>The examples that a figure is measured on.</summary>
internal enum FigureSplit
{
    /// <summary><c>evaluate --split test</c>.</summary>
    Test,

    /// <summary><c>evaluate --split train</c>.</summary>
    Train,
}
