using System.Text.Json.Serialization;

namespace Hourglass;

/// <summary>The cell of a recurrent layer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecurrentCell>))]
public enum RecurrentCell
{
    /// <summary>Long short-term memory (Hochreiter &amp; Schmidhuber 1997, with the forget gate of Gers et al. 2000).</summary>
    [Cites("hochreiter1997", "S. Hochreiter and J. Schmidhuber", "Long short-term memory", "Neural Computation 9", 1997)]
    Lstm,

    /// <summary>The gated recurrent unit (Cho et al. 2014), its reset gate applied after the recurrent product as in cuDNN.</summary>
    [Cites("cho2014", "K. Cho and B. van Merrienboer and C. Gulcehre and D. Bahdanau and F. Bougares and H. Schwenk and Y. Bengio",
        "Learning phrase representations using RNN encoder-decoder for statistical machine translation", "EMNLP", 2014)]
    Gru,
}
