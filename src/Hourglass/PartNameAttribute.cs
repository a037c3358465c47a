namespace Hourglass;

/// <summary>The name of a part in saved files, if it differs from the name derived from its type.</summary>
/// <param name="name">The name, in kebab case; never changed once files contain it.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PartNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name => name;
}
