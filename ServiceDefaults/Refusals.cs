namespace Cluster.ServiceDefaults;

/// <summary>The refusals that any service or the gateway may give, whatever it is about.</summary>
public static class Refusals
{
    public static readonly Refusal Unauthenticated = new("unauthenticated", RefusalKind.Unauthenticated,
        "缺少令牌，或令牌无效、已过期。请在 /connect/token 重新取得令牌。",
        "The token is missing, invalid or expired. Get a new one at /connect/token.");

    public static readonly Refusal Forbidden = new("forbidden", RefusalKind.Forbidden,
        "此凭证的角色无权执行该操作。",
        "The role of this credential does not allow this.");

    public static readonly Refusal InsufficientScope = new("insufficient-scope", RefusalKind.Forbidden,
        "此令牌不含写入该类数据的权限 {0}。请用含有它的凭证重新取得令牌，或请运维为凭证增加。",
        "This token does not hold {0}, which writing this kind of data needs. Get a token that does, or have operations add it to the credential.");

    public static readonly Refusal NotFound = new("not-found", RefusalKind.NotFound,
        "没有这个资源。",
        "There is no such resource.");

    public static readonly Refusal MalformedRequest = new("malformed-request", RefusalKind.Malformed,
        "请求无法理解：{0}",
        "The request cannot be understood: {0}");

    public static readonly Refusal BodyTooLarge = new("body-too-large", RefusalKind.TooLarge,
        "请求体超过 {0} 字节的上限。请分批推送。",
        "The body is larger than the limit of {0} bytes. Push it in parts.");

    public static readonly Refusal DatabaseUnavailable = new("database-unavailable", RefusalKind.Unavailable,
        "数据库暂时不可用，写入未得到确认。请稍后用同一个 Idempotency-Key 重试，不会重复计入。",
        "The database is not available at the moment and the write is not confirmed. Try again with the same Idempotency-Key; nothing is counted twice.");

    public static readonly Refusal Unexpected = new("unexpected-failure", RefusalKind.Failed,
        "服务内部错误，结果未知。请用同一个 Idempotency-Key 重试，并把 traceId 告知运维。",
        "The service failed and the outcome is unknown. Try again with the same Idempotency-Key and give the traceId to operations.");
}
