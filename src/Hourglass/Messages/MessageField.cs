namespace Hourglass.Messages;

/// <summary>What a part of a message says.</summary>
public enum MessageField
{
    /// <summary>The thing that the message is about, such as an option or a file.</summary>
    What,

    /// <summary>The value that was found.</summary>
    Got,

    /// <summary>What is allowed instead.</summary>
    Allowed,
}
