using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Hourglass.Reports;

/// <summary>
/// Builds HTML from interpolated strings in which only the literal parts are markup: every interpolated value is escaped, and every
/// number is written independently of the machine's locale. Escaping cannot be forgotten.
/// </summary>
internal sealed class HtmlBuilder
{
    private readonly StringBuilder text = new();

    /// <summary>Appends markup with escaped values.</summary>
    public void Add([InterpolatedStringHandlerArgument("")] ref Markup markup) => markup.Done();

    /// <summary>Appends constant markup; never external text.</summary>
    public void Raw(string markup) => text.Append(markup);

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    /// <summary>The handler of an interpolated string that the compiler writes directly into a builder.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Markup
    {
        private readonly StringBuilder text;

        /// <summary>Called by the compiler.</summary>
        public Markup(int literalLength, int formattedCount, HtmlBuilder builder)
        {
            text = builder.text;
            text.EnsureCapacity(text.Length + literalLength + 8 * formattedCount);
        }

        /// <summary>A literal part: markup.</summary>
        public void AppendLiteral(string markup) => text.Append(markup);

        /// <summary>A text: escaped.</summary>
        public void AppendFormatted(string? value) => text.Append(WebUtility.HtmlEncode(value));

        /// <summary>A whole number.</summary>
        public void AppendFormatted(int value) => text.Append(CultureInfo.InvariantCulture, $"{value}");

        /// <summary>A coordinate: two decimals are below what a screen shows.</summary>
        public void AppendFormatted(double value) => text.Append(CultureInfo.InvariantCulture, $"{value:0.##}");

        internal void Done()
        {
        }
    }
}
