namespace Hourglass;

/// <summary>The name of a part in saved files where it is not the one its type would give.</summary>
/// <param name="name">The name, in kebab case; never changed once files carry it.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PartNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name => name;
}
