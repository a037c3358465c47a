using Hourglass.Numerics;

namespace Hourglass.Data.Batches;

/// <summary>The order in which an epoch visits the examples: a function of only their number, the run's seed and the epoch.</summary>
internal abstract class EpochOrder(int count)
{
    /// <summary>Number of examples.</summary>
    public int Count => count;

    /// <summary>The order of an epoch.</summary>
    /// <param name="count">Number of examples.</param>
    /// <param name="block">Examples per block: blocks are shuffled, and the examples within each window of blocks. 0 shuffles all examples.</param>
    /// <param name="window">Blocks per window: so many blocks that follow each other in the epoch.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="epoch">Completed epochs before it.</param>
    public static EpochOrder Of(int count, int block, int window, ulong seed, int epoch) =>
        block > 0 && (long)block * window < count ? new ShuffledBlocks(count, block, window, seed, epoch) : new FullPermutation(count, seed, epoch);

    /// <summary>Writes the positions of the examples from a given point of the epoch on.</summary>
    /// <param name="start">Number of examples to skip.</param>
    /// <param name="positions">Receives their positions in the list of examples.</param>
    public abstract void CopyTo(int start, Span<int> positions);

    /// <summary>Shuffles all examples. Stores one number per example.</summary>
    private sealed class FullPermutation(int count, ulong seed, int epoch) : EpochOrder(count)
    {
        private readonly int[] order = Randomness.Permutation(count, seed, RandomPurpose.DataOrder, (ulong)epoch);

        public override void CopyTo(int start, Span<int> positions) => order.AsSpan(start, positions.Length).CopyTo(positions);
    }

    /// <summary>
    /// Blocks of neighbouring examples in random order, and the examples of a window of blocks in random order. Stores one number per block and per example of
    /// one window.
    /// </summary>
    private sealed class ShuffledBlocks : EpochOrder
    {
        private readonly int block;
        private readonly int window;
        private readonly ulong seed;
        private readonly int epoch;
        private readonly int[] blocks;

        // The last block is shorter than the others: by how much, and the window that it is in.
        private readonly int missing;
        private readonly int shortWindow;
        private int place = -1;
        private int[] rows = [];

        public ShuffledBlocks(int count, int block, int window, ulong seed, int epoch)
            : base(count)
        {
            (this.block, this.window, this.seed, this.epoch) = (block, window, seed, epoch);
            var number = (count + block - 1) / block;
            blocks = Randomness.Permutation(number, seed, RandomPurpose.DataOrder, (ulong)epoch);
            missing = (int)(((long)number * block) - count);
            shortWindow = Array.IndexOf(blocks, number - 1) / window;
        }

        public override void CopyTo(int start, Span<int> positions)
        {
            for (var done = 0; done < positions.Length;)
            {
                // Positions are counted as if the short block had full size.
                var at = (long)start + done;
                var size = (long)window * block;
                if (at >= Math.Min((shortWindow + 1) * size, (long)blocks.Length * block) - missing) at += missing;
                var (inPlace, row) = Math.DivRem(at, size);
                Load((int)inPlace);
                var take = Math.Min(rows.Length - (int)row, positions.Length - done);
                rows.AsSpan((int)row, take).CopyTo(positions[done..]);
                done += take;
            }
        }

        private void Load(int wanted)
        {
            if (place == wanted) return;
            place = wanted;
            var members = blocks[(place * window)..Math.Min((place + 1) * window, blocks.Length)];
            var key = Randomness.Key(seed, RandomPurpose.BlockOrder, (ulong)epoch);
            rows = Randomness.Permutation((members.Length * block) - (place == shortWindow ? missing : 0), key, RandomPurpose.BlockOrder, (ulong)members[0]);
            // The short block stands last, so that only the end is missing.
            if (place == shortWindow)
            {
                var at = Array.IndexOf(members, blocks.Length - 1);
                (members[at], members[^1]) = (members[^1], members[at]);
            }

            for (var i = 0; i < rows.Length; i++) rows[i] = (members[rows[i] / block] * block) + (rows[i] % block);
        }
    }
}
