namespace Hourglass.Layers;

/// <summary>For each kind of layer the one that knows what to do with it, so that a new kind brings its own and no list is edited.</summary>
/// <typeparam name="TKnows">Types of this kind with a constructor without arguments are found by reflection.</typeparam>
internal static class ByLayer<TKnows>
    where TKnows : class, IOfLayer
{
    private static readonly Dictionary<Type, TKnows> Known = typeof(TKnows).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(TKnows)))
        .Select(type => (TKnows)Activator.CreateInstance(type)!)
        .ToDictionary(knows => knows.Layer);

    /// <summary>The one for a layer; null where there is none.</summary>
    public static TKnows? Find(Layer layer) => Known.GetValueOrDefault(layer.GetType());
}
