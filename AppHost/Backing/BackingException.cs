namespace Cluster.Backing;

/// <summary>A server cannot be started, reached or stopped; the message says what to do.</summary>
public sealed class BackingException(string message, Exception? cause = null) : Exception(message, cause);
