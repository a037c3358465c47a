namespace Hourglass.Tests.Architecture;

/// <summary>A folder of the library that uses a type of another one.</summary>
/// <param name="From">The folder that uses it, such as Networks.</param>
/// <param name="To">The folder that the type lies in.</param>
/// <param name="Type">The type's name, without its arity.</param>
internal sealed record FolderUse(string From, string To, string Type)
{
    public override string ToString() => $"{From} uses {To}/{Type}";
}
