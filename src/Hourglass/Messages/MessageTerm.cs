namespace Hourglass.Messages;

/// <summary>
/// A hole of a <see cref="MessageText"/> that is more than text; created by <see cref="MessageTerms"/>. It is a ref struct so that it does not compile in
/// an ordinary interpolated string, where its meaning would be lost.
/// </summary>
public readonly ref struct MessageTerm
{
    private readonly Func<string?, MessagePart> part;

    internal MessageTerm(Func<string?, MessagePart> part) => this.part = part;

    /// <summary>The part of the message.</summary>
    /// <param name="format">The format of the hole; null for none.</param>
    internal MessagePart Part(string? format) => part(format);
}
