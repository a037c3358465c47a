namespace Hourglass;

/// <summary>
/// Marks the base type of a kind of part. Saved files name each part of the kind by its type, and all types that derive from it are found by reflection.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class PartKindAttribute : Attribute;
