using Cluster.Coordination.Reporting.Reports;
using FsCheck.Xunit;

namespace Cluster.Coordination.Tests.Reporting.Reports;

public sealed class ReportMovesTests
{
    private const int PairsRefused = 12;

    [Theory]
    [MemberData(nameof(DrawnReports.Pairs), MemberType = typeof(DrawnReports))]
    public void Every_command_from_every_state_leads_somewhere_or_is_refused_with_a_code_of_its_own(string from, string command, string outcome)
    {
        var (to, refusal) = ReportMoves.Take(ReportMoves.States.Parse(from), ReportMoves.Commands.Parse(command));

        (refusal?.Code ?? ReportMoves.States.Write(to)).ShouldBe(outcome);
        ReportMoves.States.Write(to).ShouldBe(refusal is null ? outcome : from);
    }

    [Fact]
    public void No_pair_was_forgotten_and_no_two_share_a_code()
    {
        var codes =
            from state in Enum.GetValues<ReportState>()
            from command in Enum.GetValues<ReportCommand>()
            let code = ReportMoves.Take(state, command).Refusal?.Code
            where code is not null
            select code;

        DrawnReports.Outcomes.Count.ShouldBe(Enum.GetValues<ReportState>().Length * Enum.GetValues<ReportCommand>().Length);
        codes.Distinct().Count().ShouldBe(PairsRefused);
    }

    [Property(MaxTest = 500)]
    public void Whatever_is_commanded_leaves_a_report_where_the_drawn_moves_lead_and_an_accepted_one_stays_so(ReportCommand[] commands)
    {
        var (state, drawn, accepted) = (ReportState.Missing, "missing", false);
        foreach (var command in commands ?? [])
        {
            state = ReportMoves.Take(state, command).To;
            drawn = DrawnReports.After(drawn, ReportMoves.Commands.Write(command));
            accepted |= state == ReportState.Accepted;

            ReportMoves.States.Write(state).ShouldBe(drawn);
            (accepted && state != ReportState.Accepted).ShouldBeFalse();
        }
    }
}
