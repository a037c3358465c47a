using Hourglass.Numerics;

namespace Hourglass.Data.Batches;

/// <summary>The order in which an epoch visits the examples: a function of only their number, the run's seed and the epoch.</summary>
internal abstract class EpochOrder(int count)
{
    /// <summary>Number of examples.</summary>
    public int Count => count;

    /// <summary>The order of an epoch.</summary>
    /// <param name="count">Number of examples.</param>
    /// <param name="block">Examples per block: blocks are shuffled, and the examples within each block. 0 shuffles all examples.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="epoch">Completed epochs before it.</param>
    public static EpochOrder Of(int count, int block, ulong seed, int epoch) =>
        block > 0 && block < count ? new ShuffledBlocks(count, block, seed, epoch) : new FullPermutation(count, seed, epoch);

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

    /// <summary>Blocks in random order, each of neighbouring examples in random order. Stores one number per block and per example of one block.</summary>
    private sealed class ShuffledBlocks : EpochOrder
    {
        private readonly int block;
        private readonly ulong seed;
        private readonly int epoch;
        private readonly int[] blocks;

        // The last block is shorter than the others; its position in the epoch, and the difference.
        private readonly int shortPlace;
        private readonly int missing;
        private int place = -1;
        private int[] rows = [];

        public ShuffledBlocks(int count, int block, ulong seed, int epoch)
            : base(count)
        {
            (this.block, this.seed, this.epoch) = (block, seed, epoch);
            blocks = Randomness.Permutation((count + block - 1) / block, seed, RandomPurpose.DataOrder, (ulong)epoch);
            missing = (blocks.Length * block) - count;
            shortPlace = Array.IndexOf(blocks, blocks.Length - 1);
        }

        public override void CopyTo(int start, Span<int> positions)
        {
            for (var done = 0; done < positions.Length;)
            {
                // Positions are counted as if the short block had full size.
                var at = (long)start + done;
                if (at >= ((long)(shortPlace + 1) * block) - missing) at += missing;
                var (inPlace, row) = Math.DivRem(at, block);
                Load((int)inPlace);
                var take = Math.Min(rows.Length - (int)row, positions.Length - done);
                for (var i = 0; i < take; i++) positions[done + i] = (blocks[place] * block) + rows[(int)row + i];
                done += take;
            }
        }

        private void Load(int wanted)
        {
            if (place == wanted) return;
            place = wanted;
            var ofEpoch = Randomness.Key(seed, RandomPurpose.BlockOrder, (ulong)epoch);
            rows = Randomness.Permutation(block - (place == shortPlace ? missing : 0), ofEpoch, RandomPurpose.BlockOrder, (ulong)blocks[place]);
        }
    }
}
