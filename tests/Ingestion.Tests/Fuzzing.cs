using System.Globalization;
using System.Runtime.CompilerServices;
using FsCheck.Xunit;

namespace Cluster.Ingestion.Tests;

/// <summary>
/// What is thrown at the two file readers and the batch: a fixed number of inputs in each run, and so many times more where somebody has a night
/// for it (<c>CLUSTER_FUZZ_FACTOR=200 eng/test Ingestion</c>). An input that found something is kept as a test of its own.
/// </summary>
internal static class Fuzzing
{
    private static readonly int Factor =
        int.Parse(Environment.GetEnvironmentVariable("CLUSTER_FUZZ_FACTOR") ?? "1", NumberStyles.None, CultureInfo.InvariantCulture);

    public static int Times(int inputs) => inputs * Factor;
}

/// <inheritdoc cref="Fuzzing"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FuzzAttribute : PropertyAttribute
{
    public FuzzAttribute(int inputs, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    {
        _ = (sourceFilePath, sourceLineNumber); // the runner asks for them, and the attribute below has no place for them
        MaxTest = Fuzzing.Times(inputs);
    }
}

/// <summary>The same for all properties of a class.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FuzzedAttribute : PropertiesAttribute
{
    public FuzzedAttribute(int inputs, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    {
        _ = (sourceFilePath, sourceLineNumber);
        MaxTest = Fuzzing.Times(inputs);
    }
}
