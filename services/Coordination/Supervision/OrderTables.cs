using Cluster.Coordination.Supervision.Evidence;
using Cluster.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Coordination.Supervision;

/// <summary>Orders are decided here and heard from nobody: a rebuild of the views leaves them as they are.</summary>
internal static class OrderTables
{
    public static ModelBuilder AddSupervision(this ModelBuilder model)
    {
        model.Entity<SupervisionOrder>(order =>
        {
            order.ToTable("supervision_orders");
            order.HasKey(o => o.Number);
            order.Property(o => o.Basis).HasCode(OrderGrades.Bases);
            order.Property(o => o.Grade).HasCode(OrderGrades.Codes);
            order.Property(o => o.Kind).HasCode(SupervisionOrder.Kinds);
            order.Property(o => o.State).HasCode(OrderMoves.States);
            order.Ignore(o => o.Form);
            order.HasIndex(o => o.Lead);
            order.HasIndex(o => o.Light).IsUnique(); // one order for one spell of red
        });
        model.Entity<OrderStep>(step =>
        {
            step.ToTable("supervision_order_steps");
            step.HasKey(s => new { s.Number, s.Version });
            step.Property(s => s.State).HasCode(OrderMoves.States);
        });
        return model.AddOrderEvidence();
    }
}
