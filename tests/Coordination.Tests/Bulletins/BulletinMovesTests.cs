using Cluster.Coordination.Bulletins;

namespace Cluster.Coordination.Tests.Bulletins;

public sealed class BulletinMovesTests
{
    private const int PairsRefused = 12;

    [Theory]
    [MemberData(nameof(DrawnBulletins.Pairs), MemberType = typeof(DrawnBulletins))]
    public void Every_command_from_every_state_leads_somewhere_or_is_refused_with_a_code_of_its_own(string from, string command, string outcome)
    {
        var (to, refusal) = BulletinMoves.Take(BulletinMoves.States.Parse(from), BulletinMoves.Commands.Parse(command));

        (refusal?.Code ?? BulletinMoves.States.Write(to)).ShouldBe(outcome);
        BulletinMoves.States.Write(to).ShouldBe(refusal is null ? outcome : from);
    }

    [Fact]
    public void No_pair_was_forgotten_and_no_two_share_a_code()
    {
        var codes =
            from state in Enum.GetValues<BulletinState>()
            from command in Enum.GetValues<BulletinCommand>()
            let code = BulletinMoves.Take(state, command).Refusal?.Code
            where code is not null
            select code;

        DrawnBulletins.Outcomes.Count.ShouldBe(Enum.GetValues<BulletinState>().Length * Enum.GetValues<BulletinCommand>().Length);
        codes.Distinct().Count().ShouldBe(PairsRefused);
    }
}
