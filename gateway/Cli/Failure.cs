using Cluster.Cli.Languages;
using Cluster.Client;

namespace Cluster.Cli;

/// <summary>An end that the person can do something about: how the command ends, a stable code, and a sentence in both languages.</summary>
internal sealed class Failure(ExitCode exit, string code, BilingualText message, Exception? cause = null) : Exception(message.En, cause)
{
    public ExitCode Exit => exit;

    public string Code => code;

    public BilingualText Text => message;

    /// <summary>The sentence is the resource <c>failure.{code}</c>.</summary>
    public static Failure Of(ExitCode exit, string code, params object?[] particulars) =>
        new(exit, code, Words.Both($"failure.{code}", particulars));
}
