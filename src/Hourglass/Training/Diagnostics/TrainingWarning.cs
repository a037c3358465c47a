namespace Hourglass.Training.Diagnostics;

/// <summary>Something in a trained model that a person would want to put right.</summary>
/// <param name="Code">A stable name in kebab case, such as <c>posterior-collapse</c>.</param>
/// <param name="Message">What was seen, with figures, and what it comes from.</param>
/// <param name="Remedy">What to try, as options where there are some.</param>
public sealed record TrainingWarning(string Code, MessageText Message, MessageText Remedy)
{
    /// <summary>Both in one line.</summary>
    public MessageText Text => $"{Message} {Remedy}";

    /// <inheritdoc/>
    public override string ToString() => Text.ToString();
}
