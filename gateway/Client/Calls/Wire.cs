using System.Net;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Polly.Timeout;
using Refit;

namespace Cluster.Client.Calls;

/// <summary>How rows and answers are written, and what an answer that is none becomes.</summary>
internal static class Wire
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static readonly RefitSettings Settings = new(new SystemTextJsonContentSerializer(Json))
    {
        Buffered = true, // written once, and sent with its length on every attempt
        ExceptionFactory = async response => await FailureOf(response),
        TransportExceptionFactory = (request, failure, _) => failure switch
        {
            OperationCanceledException => failure,
            ClusterException refused => refused,
            HttpRequestException or TimeoutRejectedException => new ClusterException(Unreachable(request.RequestUri), status: null, failure),
            _ => failure,
        },
    };

    /// <summary>Null for an answer; a batch or a workbook of which no row was accepted (422) is one.</summary>
    public static async Task<ClusterException?> FailureOf(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType == MediaTypes.Workbook)
        {
            return null;
        }

        await response.Content.LoadIntoBufferAsync();
        var body = await response.Content.ReadAsStringAsync();
        return response.StatusCode == HttpStatusCode.UnprocessableEntity && HasMember(body, "rows")
            ? null
            : new ClusterException(ProblemOf(response, body), response.StatusCode);
    }

    /// <summary>RFC 9457 from the API, RFC 6749 from the token endpoint, and something else from whatever stands in between.</summary>
    private static Problem ProblemOf(HttpResponseMessage response, string body)
    {
        if (HasMember(body, "code"))
        {
            return JsonSerializer.Deserialize<Problem>(body, Json)!;
        }

        if (HasMember(body, "error"))
        {
            var refusal = JsonSerializer.Deserialize<TokenRefusal>(body, Json)!;
            return new Problem { Code = refusal.Error.Replace('_', '-'), Title = "网关没有发给令牌。", Detail = refusal.Description };
        }

        return new Problem
        {
            Code = "unexpected-answer",
            Title = $"网关返回了无法识别的应答（{(int)response.StatusCode}）。",
            Detail = $"The gateway gave an answer that is not part of the API ({(int)response.StatusCode} {response.ReasonPhrase}).",
        };
    }

    public static Problem Unreachable(Uri? gateway) => new()
    {
        Code = ClusterException.GatewayUnreachable,
        Title = $"无法连接网关 {gateway?.Authority}，或网关没有及时应答。",
        Detail = $"The gateway {gateway?.Authority} cannot be reached or did not answer in time.",
    };

    private static bool HasMember(string body, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out _);
        }
        catch (JsonException)
        {
            return false; // a page of a proxy, or nothing
        }
    }

    private sealed record TokenRefusal(string Error, [property: JsonPropertyName("error_description")] string? Description);
}
