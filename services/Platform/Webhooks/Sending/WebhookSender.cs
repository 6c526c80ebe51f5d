using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Cluster.Webhooks.Sending;

internal sealed record WebhookMessage(string Url, IReadOnlyList<byte[]> Secrets, CloudEvent Event);

/// <summary>What came of one attempt.</summary>
/// <param name="Status">What the target answered; null when it did not.</param>
/// <param name="Failure">A short code; null when it was delivered.</param>
/// <param name="RetryAfter">For how long the target asked to be left alone (429, 503).</param>
internal sealed record SendOutcome(int? Status, string? Failure, TimeSpan? RetryAfter = null)
{
    public const string Gone = "gone";

    public bool Delivered => Failure is null;

    public bool IsGone => Failure == Gone;
}

/// <summary>
/// One attempt at one delivery: signed, to an address that was checked, without proxy, redirects, cookies or our trace; of the answer only the
/// status and Retry-After are read.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    public WebhookSender(Targets targets, TimeProvider time)
    {
        _time = time;
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = targets.Connect,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 32,
            MaxResponseDrainSize = 64 * 1024,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, // each attempt has its own
        };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Cluster-Webhooks", "1"));
    }

    public async Task<SendOutcome> Send(WebhookMessage message, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(TimeLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        using var request = Sign(message, _time.GetUtcNow());
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Judge(response);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SendOutcome(Status: null, "timeout");
        }
        catch (Exception failure) when (FailureOf(failure) is not null)
        {
            return new SendOutcome(Status: null, FailureOf(failure));
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Sign(WebhookMessage message, DateTimeOffset now)
    {
        var (body, timestamp) = (message.Event.Write(), now.ToUnixTimeSeconds());
        var request = new HttpRequestMessage(HttpMethod.Post, message.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(CloudEvent.MediaType);
        request.Headers.Add("webhook-id", message.Event.Id);
        request.Headers.Add("webhook-timestamp", $"{timestamp}");
        request.Headers.Add("webhook-signature", Signature.Of(message.Event.Id, timestamp, body, message.Secrets));
        return request;
    }

    private SendOutcome Judge(HttpResponseMessage response) => response.StatusCode switch
    {
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new SendOutcome((int)response.StatusCode, Failure: null),
        HttpStatusCode.Gone => new SendOutcome((int)response.StatusCode, SendOutcome.Gone),
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => new SendOutcome((int)response.StatusCode, "redirect"),
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable =>
            new SendOutcome((int)response.StatusCode, "status", RetryAfterOf(response)),
        _ => new SendOutcome((int)response.StatusCode, "status"),
    };

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) =>
        (response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - _time.GetUtcNow()) is { } wait && wait > TimeSpan.Zero
            ? wait < Backoff.GiveUpAfter ? wait : Backoff.GiveUpAfter
            : null;

    /// <summary>Short and without anything of our network; null for what is a fault of this program.</summary>
    private static string? FailureOf(Exception failure) => failure switch
    {
        TargetRefusedException => "target-not-allowed",
        AuthenticationException => "tls",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } => "name-unknown",
        HttpRequestException { InnerException: { } inner } => FailureOf(inner) ?? "unreachable",
        HttpRequestException or SocketException or IOException => "unreachable",
        _ => null,
    };
}
