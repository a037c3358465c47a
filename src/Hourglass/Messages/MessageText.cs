using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Hourglass.Messages;

/// <summary>
/// A message for users: the text of an error, a warning or a note. It is written once, as an interpolated string whose holes can be terms of
/// <see cref="MessageTerms"/>. The terms give the fields (what, got, allowed), and names of settings that each audience reads in its own form:
/// <c>clip=5</c> in the library, <c>--set clip=5</c> on the command line.
/// </summary>
[InterpolatedStringHandler]
[SuppressMessage("ApiDesign", "RS0026", Justification = "Only the compiler calls AppendFormatted, always with the arguments of the hole.")]
[JsonConverter(typeof(MessageTextConverter))]
public sealed partial class MessageText : IEquatable<MessageText>
{
    private readonly List<MessagePart> parts;

    /// <summary>Creates an empty text; called by the compiler for an interpolated string.</summary>
    public MessageText(int literalLength, int formattedCount)
    {
        _ = literalLength;
        parts = new List<MessagePart>((2 * formattedCount) + 1);
    }

    /// <summary>The thing that the message is about, such as an option or a file; null if the message does not name it as a field.</summary>
    public string? What => Field(MessageField.What);

    /// <summary>The value that was found; null if there is none.</summary>
    public string? Got => Field(MessageField.Got);

    /// <summary>What is allowed instead; null if the message does not say so as a field.</summary>
    public string? Allowed => Field(MessageField.Allowed);

    /// <summary>A text without fields.</summary>
    public static implicit operator MessageText(string text)
    {
        var message = new MessageText(0, 0);
        message.AppendLiteral(text);
        return message;
    }

    /// <summary>Joins texts, and keeps their fields.</summary>
    public static MessageText Join(string separator, IEnumerable<MessageText> texts)
    {
        var joined = new MessageText(0, 0);
        foreach (var text in texts)
        {
            if (joined.parts.Count > 0) joined.AppendLiteral(separator);
            joined.AppendFormatted(text);
        }

        return joined;
    }

    /// <summary>Reads the form of <see cref="ToDocument"/>; a text from another source is taken as it is.</summary>
    public static MessageText FromDocument(string document)
    {
        var message = new MessageText(0, 0);
        var done = 0;
        foreach (Match match in QuotedSetting().Matches(document))
        {
            message.AppendLiteral(document[done..match.Index]);
            message.parts.Add(new SettingPart(match.Groups["name"].Value, match.Groups["value"] is { Success: true, Value: var value } ? value : null));
            done = match.Index + match.Length;
        }

        message.AppendLiteral(document[done..]);
        return message;
    }

    /// <summary>Appends text between holes; called by the compiler.</summary>
    public void AppendLiteral(string value)
    {
        if (value.Length > 0) parts.Add(new LiteralPart(value));
    }

    /// <summary>Appends a value in the invariant culture; called by the compiler.</summary>
    public void AppendFormatted<T>(T value, string? format = null) => AppendLiteral(Format(value, format));

    /// <summary>Appends a term; called by the compiler.</summary>
    public void AppendFormatted(MessageTerm term, string? format = null) => parts.Add(term.Part(format));

    /// <summary>Appends another message with its fields; called by the compiler.</summary>
    public void AppendFormatted(MessageText? text)
    {
        if (text is not null) parts.AddRange(text.parts);
    }

    /// <summary>The text in the words of the library.</summary>
    public override string ToString() => ToString(LibraryVocabulary.Instance);

    /// <summary>The text in the words of another audience.</summary>
    public string ToString(IVocabulary vocabulary)
    {
        var text = new StringBuilder();
        foreach (var part in parts) text.Append(part.Text(vocabulary));
        return text.ToString();
    }

    /// <summary>
    /// The text as it is saved in run.json and sweep.json: in the words of the library, with settings in backticks (<c>`clip=5`</c>), so that
    /// <see cref="FromDocument"/> finds them again and each audience reads the saved text in its own words. The fields are not saved.
    /// </summary>
    public string ToDocument() => ToString(DocumentVocabulary.Instance);

    /// <summary>A field in the words of an audience; null if the message does not have it. Of several, the first counts.</summary>
    public string? Field(MessageField field, IVocabulary? vocabulary = null) =>
        Fields().FirstOrDefault(part => part.Field == field)?.Text(vocabulary ?? LibraryVocabulary.Instance);

    /// <inheritdoc/>
    public bool Equals(MessageText? other) => other is not null && string.Equals(ToDocument(), other.ToDocument(), StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MessageText);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToDocument());

    internal static string Format<T>(T value, string? format) =>
        value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString() ?? "";

    /// <summary>The fields in the order of the text; a field comes before those within it.</summary>
    private IEnumerable<FieldPart> Fields() =>
        parts.OfType<FieldPart>().SelectMany(part => part.Inner.Fields().Prepend(part));

    [GeneratedRegex("`(?<name>[a-z][a-z0-9_]*)(=(?<value>[^`]*))?`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QuotedSetting();
}
