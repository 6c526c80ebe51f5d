using Cluster.ServiceDefaults;

namespace Cluster.Ingestion.SenderCodes;

/// <summary>What rows refer to by its key, and what a sender may have codes of its own for (可对照的对象).</summary>
/// <param name="Kind">As the register writes it: station.</param>
/// <param name="Table">The service's own table, whose keys are the platform's; never a text from outside.</param>
/// <param name="Unknown">How a key is refused that is none; the key is its first particular.</param>
public sealed record Referable(string Kind, string Table, Refusal Unknown);
