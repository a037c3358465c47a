using Hourglass.Messages;

namespace Hourglass.Tests.Data;

/// <summary>Damages a store in many ways and checks that what is read of it is whole, and that the damage is told.</summary>
internal static class StoreDamage
{
    private const int Times = 60;

    /// <summary>Damages the store again and again.</summary>
    /// <param name="store">The file.</param>
    /// <param name="read">Reads the source, compares it with what it has to be, and gives the notes.</param>
    public static void RequireMended(string store, Func<IReadOnlyList<MessageText>> read)
    {
        var whole = File.ReadAllBytes(store);
        var random = new Random(1);
        for (var time = 0; time < Times; time++)
        {
            var bytes = (byte[])whole.Clone();
            if (time % 3 == 0) bytes = bytes[..random.Next(bytes.Length)];
            else if (time % 3 == 1) bytes[time < Times / 2 ? random.Next(64) : random.Next(64, bytes.Length)] ^= (byte)(1 << random.Next(8));
            else random.NextBytes(bytes.AsSpan(16, 16));
            File.WriteAllBytes(store, bytes);
            var notes = read();

            // The space between two sections, and that before the header, hold nothing.
            if (notes.Count == 1) Assert.Contains("earlier reading", notes[0].ToString(), StringComparison.Ordinal);
            else Assert.Contains("is damaged: ", notes[0].ToString(), StringComparison.Ordinal);
            if (time % 3 != 1) Assert.Equal(2, notes.Count);
        }
    }
}
