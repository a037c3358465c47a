using Hourglass.Data;

namespace Hourglass.Training;

/// <summary>What to try after a non-finite number, the likeliest cause first.</summary>
internal static class NotFiniteAdvice
{
    private const double LargeRate = 10;
    private const float LargeValue = 100;

    /// <summary>The advice, as one sentence.</summary>
    /// <param name="options">The options of the training.</param>
    /// <param name="train">The examples in the units of the model.</param>
    public static MessageText Of(TrainingOptions options, Examples train)
    {
        var usual = new TrainingOptions().LearningRate;
        var (least, most) = (train.Values.Least, train.Values.Most);
        MessageText rate = $"a smaller learning rate (now {options.LearningRate}){(options.LearningRate > usual ? $" such as the default, {usual}" : "")}";
        MessageText clip = $"a lower limit of the gradient (now {Setting("clip", options.Clip)})";
        if (options.Clip == 0) clip = $"gradient clipping ({Setting("clip", 5)})";
        List<MessageText> remedies = options.LearningRate > LargeRate * usual ? [rate] : [rate, clip];
        if (Math.Max(-least, most) > LargeValue)
        {
            MessageText data = $"scaled data ({Setting("scale", "standard")}), whose values now go from {least} to {most}";
            remedies.Insert(options.LearningRate > LargeRate * usual ? 1 : 0, data);
        }

        return $"Try {MessageText.Join(", or ", remedies)}.";
    }
}
