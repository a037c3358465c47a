namespace Hourglass.Data;

/// <summary>
/// A period of dates, such as the week, as two numbers of a row, the sine and the cosine of the place in it. Only an encoder reads them; those of made rows
/// follow from the value.
/// </summary>
/// <param name="Turns">Periods per unit of the scaled value.</param>
/// <param name="Start">The place of the scaled value 0 in its period, in periods.</param>
public sealed record DateCycle(double Turns, double Start);
