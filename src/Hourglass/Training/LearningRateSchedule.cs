using System.Text.Json.Serialization;

namespace Hourglass.Training;

/// <summary>How the learning rate changes from the first step to the last.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LearningRateSchedule>))]
public enum LearningRateSchedule
{
    /// <summary>It stays constant.</summary>
    Constant,

    /// <summary>It falls linearly to 0.</summary>
    Linear,

    /// <summary>It falls along half a cosine to 0 (Loshchilov &amp; Hutter 2017, without restarts).</summary>
    Cosine,

    /// <summary>It falls by the same factor at each step, to 1 % at the end.</summary>
    Exponential,

    /// <summary>
    /// It falls in steps that do not depend on the number of epochs: by 10^(-i/7) for the 3^i epochs of stage i = 0..7, 3280 in all, and stays there
    /// (Burda, Grosse &amp; Salakhutdinov 2016, section 5).
    /// </summary>
    [Cites("burda2016", "Y. Burda and R. Grosse and R. Salakhutdinov", "Importance weighted autoencoders", "ICLR", 2016)]
    Staircase,
}
