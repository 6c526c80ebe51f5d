using Cluster.Coordination.Supervision;
using FsCheck.Xunit;

namespace Cluster.Coordination.Tests.Supervision;

public sealed class OrderMovesTests
{
    private const int PairsRefused = 35;

    [Theory]
    [MemberData(nameof(DrawnOrders.Pairs), MemberType = typeof(DrawnOrders))]
    public void Every_command_from_every_state_leads_somewhere_or_is_refused_with_a_code_of_its_own(string from, string command, string outcome)
    {
        var (to, refusal) = OrderMoves.Take(OrderMoves.States.Parse(from), OrderMoves.Commands.Parse(command));

        (refusal?.Code ?? OrderMoves.States.Write(to)).ShouldBe(outcome);
        OrderMoves.States.Write(to).ShouldBe(refusal is null ? outcome : from);
    }

    [Fact]
    public void No_pair_was_forgotten_and_no_two_share_a_code()
    {
        var codes =
            from state in Enum.GetValues<OrderState>()
            from command in Enum.GetValues<OrderCommand>()
            let code = OrderMoves.Take(state, command).Refusal?.Code
            where code is not null
            select code;

        DrawnOrders.Outcomes.Count.ShouldBe(Enum.GetValues<OrderState>().Length * Enum.GetValues<OrderCommand>().Length);
        codes.Distinct().Count().ShouldBe(PairsRefused);
    }

    /// <summary>By the table of the test, which was written without a look at the code's.</summary>
    [Property(MaxTest = 500)]
    public void Whatever_is_commanded_leaves_an_order_where_the_drawn_moves_lead(OrderCommand[] commands)
    {
        var (state, drawn) = (OrderState.Proposed, "proposed");
        foreach (var command in commands ?? [])
        {
            state = OrderMoves.Take(state, command).To;
            drawn = DrawnOrders.After(drawn, OrderMoves.Commands.Write(command));

            OrderMoves.States.Write(state).ShouldBe(drawn);
        }

        DrawnOrders.Reachable().ShouldContain(drawn);
    }

    [Fact]
    public void Every_state_can_be_reached_and_every_one_but_the_last_can_be_left()
    {
        DrawnOrders.Reachable().ShouldBe(OrderMoves.States.All, ignoreOrder: true);
        OrderMoves.States.All.Where(s => OrderMoves.Commands.All.All(c => DrawnOrders.After(s, c) == s)).ShouldBe(["cancelled"]);
    }
}
