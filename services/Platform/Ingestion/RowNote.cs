using Cluster.ServiceDefaults;

namespace Cluster.Ingestion;

/// <summary>
/// What was taken for something that the sender wrote otherwise, where that is certain: a unit converted, a code of the sender's own; or what
/// looks wrong and may be right. The row stands; its result says so.
/// </summary>
/// <param name="Code">Stable, as the code of a refusal: unit-converted, mapped.</param>
/// <param name="Given">As the sender wrote it.</param>
/// <param name="Taken">As it is stored.</param>
/// <param name="Message">Why it looks wrong and what to do; null where something was only put into another form.</param>
public sealed record RowNote(string Field, string Code, string Given, string Taken, BilingualText? Message = null)
{
    /// <summary>A doubt (提醒): what would be a fault if it were certain. The value is stored as it came.</summary>
    public static RowNote Doubt(Fault fault, string given) => new(fault.Field, fault.Code, given, given, fault.Message);
}
