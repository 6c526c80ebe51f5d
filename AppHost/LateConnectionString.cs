namespace Cluster.AppHost;

/// <summary>A connection string that is known only while the stack starts; whoever needs it earlier waits for it.</summary>
internal sealed class LateConnectionString(string resource) : IValueProvider, IManifestExpressionProvider
{
    private readonly TaskCompletionSource<string> _value = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string ValueExpression => $"{{{resource}.connectionString}}";

    public void Set(string value) => _value.TrySetResult(value);

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => await _value.Task.WaitAsync(cancellationToken);
}
