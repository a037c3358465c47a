namespace Hourglass.Messages;

/// <summary>
/// The terms of a <see cref="MessageText"/>, for <c>using static</c>:
/// <c>$"{What("count")} is {Got(count)}; give {Allowed("at least 1")}."</c>.
/// </summary>
public static class MessageTerms
{
    /// <summary>The thing that the message is about, such as an option or a file.</summary>
    public static MessageTerm What<T>(T value) => Field(MessageField.What, value);

    /// <summary>The thing that the message is about.</summary>
    public static MessageTerm What(MessageText text) => Field(MessageField.What, text);

    /// <summary>An option that the message is about, in the words of the audience.</summary>
    public static MessageTerm What(MessageTerm term) => Field(MessageField.What, (MessageText)$"{term}");

    /// <summary>The value that was found.</summary>
    public static MessageTerm Got<T>(T value) => Field(MessageField.Got, value);

    /// <summary>What was found.</summary>
    public static MessageTerm Got(MessageText text) => Field(MessageField.Got, text);

    /// <summary>What is allowed instead.</summary>
    public static MessageTerm Allowed<T>(T value) => Field(MessageField.Allowed, value);

    /// <summary>What is allowed instead.</summary>
    public static MessageTerm Allowed(MessageText text) => Field(MessageField.Allowed, text);

    /// <summary>An option that is allowed instead, in the words of the audience.</summary>
    public static MessageTerm Allowed(MessageTerm term) => Field(MessageField.Allowed, (MessageText)$"{term}");

    /// <summary>An option by its name in the library, such as <c>clip</c>, <c>latent</c> or <c>output</c>; each audience reads it in its own form.</summary>
    public static MessageTerm Setting(string name) => new(_ => new SettingPart(name, null));

    /// <summary>An option with a value: <c>clip=5</c> in the library, <c>--set clip=5</c> on the command line.</summary>
    public static MessageTerm Setting<T>(string name, T value) => new(format => new SettingPart(name, MessageText.Format(value, format)));

    private static MessageTerm Field<T>(MessageField field, T value) => new(format => new FieldPart(field, MessageText.Format(value, format)));

    private static MessageTerm Field(MessageField field, MessageText text) => new(_ => new FieldPart(field, text));
}
