namespace Hourglass.Reports;

/// <summary>
/// The colours of classes and models. They are defined in the style sheet, for light and for dark pages: ten colours
/// each, chosen by maximising the smallest OKLab distance between any two as seen with normal, protanopic and deuteranopic
/// vision (simulated after Machado, Oliveira and Fernandes, 2009); it is above 0.12 in all three. Everything coloured is also labelled.
/// </summary>
internal static class Palette
{
    /// <summary>Number of colours before they repeat.</summary>
    public const int Count = 10;

    /// <summary>The style class of a colour; a negative index gives grey, for unknown classes.</summary>
    public static string Class(int index) => index < 0 ? "grey" : $"c{index % Count}";

    /// <summary>The colour itself, as on a light page: "#rrggbb".</summary>
    public static string Light(int index) => ReportStyle.Light(index < 0 ? "grey" : $"p{index % Count}");
}
