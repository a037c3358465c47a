using Hourglass.Numerics;

namespace Hourglass.Data.Batches;

/// <summary>In which order an epoch visits the examples: a function of their number, the run's seed and the epoch alone.</summary>
internal abstract class EpochOrder(int count)
{
    /// <summary>How many examples there are.</summary>
    public int Count => count;

    /// <summary>The order of an epoch.</summary>
    /// <param name="count">How many examples there are.</param>
    /// <param name="block">Examples a block: blocks are shuffled, and the examples of each block. 0: any example may come anywhere.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="epoch">Whole epochs done before it.</param>
    public static EpochOrder Of(int count, int block, ulong seed, int epoch) =>
        block > 0 && block < count ? new ShuffledBlocks(count, block, seed, epoch) : new FullPermutation(count, seed, epoch);

    /// <summary>Writes the positions of the examples from a place of the epoch on.</summary>
    /// <param name="start">How many examples come before.</param>
    /// <param name="positions">Becomes their positions in the list of examples.</param>
    public abstract void CopyTo(int start, Span<int> positions);

    /// <summary>Any example may come anywhere. Takes a number for each example.</summary>
    private sealed class FullPermutation(int count, ulong seed, int epoch) : EpochOrder(count)
    {
        private readonly int[] order = Randomness.Permutation(count, seed, RandomPurpose.DataOrder, (ulong)epoch);

        public override void CopyTo(int start, Span<int> positions) => order.AsSpan(start, positions.Length).CopyTo(positions);
    }

    /// <summary>Blocks in random order, each of neighbouring examples in random order. Takes a number for each block and for each example of one.</summary>
    private sealed class ShuffledBlocks : EpochOrder
    {
        private readonly int block;
        private readonly ulong seed;
        private readonly int epoch;
        private readonly int[] blocks;

        // The last block is shorter than the others; where it comes in the epoch, and by how much.
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
                // Counted as if the short block were whole.
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
