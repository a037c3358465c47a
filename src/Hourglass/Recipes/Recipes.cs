namespace Hourglass;

/// <summary>Models as values: each method names the parts of one model, and <see cref="Blueprint.Build"/> gives it weights.</summary>
public static partial class Recipes;
