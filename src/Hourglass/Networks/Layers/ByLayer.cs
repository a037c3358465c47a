namespace Hourglass.Layers;

/// <summary>Maps each kind of layer to its handler, so that a new kind brings its own handler and no list has to be edited.</summary>
/// <typeparam name="TKnows">Types of this kind with a constructor without arguments are found by reflection.</typeparam>
internal static class ByLayer<TKnows>
    where TKnows : class, IOfLayer
{
    private static readonly Dictionary<Type, TKnows> Known = typeof(TKnows).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(TKnows)))
        .Select(type => (TKnows)Activator.CreateInstance(type)!)
        .ToDictionary(knows => knows.Layer);

    /// <summary>The handler of a layer; null if there is none.</summary>
    public static TKnows? Find(Layer layer) => Known.GetValueOrDefault(layer.GetType());
}
