namespace Cluster.Contracts;

/// <summary>A sender's own code was said to stand for something of the platform (代码对照), or for something else than before.</summary>
/// <param name="System">The client id whose rows use the code; nobody else's do.</param>
/// <param name="Kind">What it names: station, service-item, chain-node, task.</param>
/// <param name="Code">As the sender's system writes it.</param>
/// <param name="Target">The platform's key.</param>
public sealed record SenderCodeMapped(string Key, string Owner, string System, string Kind, string Code, string Target);
