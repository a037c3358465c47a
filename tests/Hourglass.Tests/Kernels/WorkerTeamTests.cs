using Hourglass.Kernels.Threading;

namespace Hourglass.Tests.Kernels;

public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_stage_begins_when_all_have_finished_the_one_before(int workers)
    {
        using var team = new WorkerTeam(workers);
        var work = new Counting(workers);
        for (var round = 1; round <= 200; round++)
        {
            team.Run(work);
            Assert.Equal(round * workers * work.Stages, work.Done);
        }

        Assert.False(work.Overtaken);
    }

    [Fact]
    public void What_a_worker_throws_reaches_the_caller_and_the_team_works_on()
    {
        using var team = new WorkerTeam(3);
        var thrown = Assert.Throws<InvalidOperationException>(() => team.Run(new Failing()));
        Assert.Equal("worker 2", thrown.Message);
        var work = new Counting(3);
        team.Run(work);
        Assert.Equal(3 * work.Stages, work.Done);
    }

    [Fact]
    public void Denormal_numbers_count_as_0_in_the_team_and_nowhere_else()
    {
        Assert.SkipUnless(DenormalNumbers.CanFlush, "The switch is out of reach here.");
        using var team = new WorkerTeam(2);
        var work = new Halving();
        team.Run(work);
        Assert.Equal([0, 0], work.Results);
        Assert.NotEqual(0, Halving.Half(1.2e-38f));
    }

    private sealed class Counting(int workers) : IWork
    {
        private int done;
        private int start;

        public int Done => done;

        public bool Overtaken { get; private set; }

        public int Stages => 4;

        public void Do(int stage, int worker, int count)
        {
            if (worker == 0 && stage == 0) start = done - (done % (workers * Stages));
            if (stage > 0 && Volatile.Read(ref done) < start + (stage * workers)) Overtaken = true;
            Interlocked.Increment(ref done);
        }
    }

    private sealed class Failing : IWork
    {
        public int Stages => 2;

        public void Do(int stage, int worker, int workers)
        {
            if (worker == 2) throw new InvalidOperationException($"worker {worker}");
        }
    }

    private sealed class Halving : IWork
    {
        public float[] Results { get; } = [1, 1];

        public int Stages => 1;

        public static float Half(float value) => value * Halves[0];

        public void Do(int stage, int worker, int workers) => Results[worker] = Half(1.2e-38f);

        private static readonly float[] Halves = [0.5f];
    }
}
