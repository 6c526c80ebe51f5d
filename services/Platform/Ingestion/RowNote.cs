namespace Cluster.Ingestion;

/// <summary>
/// What was taken for something that the sender wrote otherwise, where that is certain: a unit converted, a code of the sender's own. The row
/// stands; its result says so.
/// </summary>
/// <param name="Code">Stable, as the code of a refusal: unit-converted, mapped.</param>
/// <param name="Given">As the sender wrote it.</param>
/// <param name="Taken">As it is stored.</param>
public sealed record RowNote(string Field, string Code, string Given, string Taken);
