using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Cluster.Client;

namespace Cluster.Cli.Rows;

/// <summary>The Idempotency-Keys of a push that has no part but one, and the note of a push that has several.</summary>
internal static class Keys
{
    public static UnansweredPush Begin(this PushOrder order, string digest)
    {
        var push = UnansweredPush.Begin(order.Terminal, order.Target, digest);
        if (push.IsRepeat)
        {
            order.Terminal.Error.Line(Words.Say("push.repeat"));
        }

        return push;
    }

    /// <summary>A call that is unanswered until its answer, or a refusal that will not change, is there.</summary>
    public static async Task<T> Once<T>(this PushOrder order, string digest, Func<Func<int, string, string?>, Task<T>> send)
    {
        if (order.Settings.ChecksOnly || order.Settings.Key is not null)
        {
            return await send((_, _) => order.Settings.Key);
        }

        var push = order.Begin(digest);
        try
        {
            var answer = await send(push.KeyOf);
            push.Answered();
            return answer;
        }
        catch (ClusterException refused) when (!refused.IsTransient)
        {
            push.Answered();
            throw;
        }
    }
}
