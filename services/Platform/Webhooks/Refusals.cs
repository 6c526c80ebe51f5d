using Cluster.ServiceDefaults;

namespace Cluster.Webhooks;

/// <summary>Every way in which subscriptions and their deliveries say no.</summary>
public static class WebhookRefusals
{
    public static readonly Refusal BadName = new("bad-webhook-name", RefusalKind.Unprocessable,
        "订阅名应为 1 到 {0} 个小写字母、数字或“-”，以字母或数字开头。",
        "A subscription's name is 1 to {0} lower-case letters, digits or \"-\", and begins with a letter or a digit.");

    public static readonly Refusal BadUrl = new("bad-webhook-url", RefusalKind.Unprocessable,
        "url 应为完整的 https 地址，不含用户名、密码和“#”，端口为 80、443 或不小于 1024。",
        "url is a whole https address without user name, password or \"#\", on port 80, 443 or from 1024 on.");

    public static readonly Refusal TargetNotAllowed = new("target-not-allowed", RefusalKind.Unprocessable,
        "不允许推送到该地址：它解析到内部或保留的地址，或使用了 http。可由运维在 Webhooks:AllowedNetworks 中允许其网段。",
        "Nothing is sent to this target: it resolves to an internal or reserved address, or is http. Operations can allow its network in Webhooks:AllowedNetworks.");

    public static readonly Refusal TargetUnknown = new("target-unknown", RefusalKind.Unprocessable,
        "url 中的主机名无法解析。请检查拼写，或请运维检查域名服务。",
        "The host name in url cannot be resolved. Check its spelling, or have operations check the name service.");

    public static readonly Refusal BadResource = new("bad-webhook-resource", RefusalKind.Unprocessable,
        "资源名“{0}”不是小写字母、数字和“-”；应与接口地址中的写法相同，例如 segments。",
        "The resource \"{0}\" is not lower-case letters, digits and \"-\"; write it as the address of the interface does, such as segments.");

    public static readonly Refusal TooManySubscriptions = new("too-many-webhooks", RefusalKind.Unprocessable,
        "一个单位在一个服务最多有 {0} 个订阅。请先删除不用的。",
        "An organisation has at most {0} subscriptions at a service. Delete one that is not used.");

    public static readonly Refusal SecretsFull = new("webhook-secrets-full", RefusalKind.Unprocessable,
        "该订阅已有 {0} 个有效密钥。旧密钥在更换后 24 小时失效，请届时再试。",
        "This subscription has {0} live secrets already. An old one ends 24 hours after it was replaced; try again then.");

    public static readonly Refusal BadSince = new("bad-since", RefusalKind.Unprocessable,
        "since 应为过去 {0} 天内的时间，写作 2026-03-01T08:00:00+08:00；更早的请用增量读取 changes。",
        "since is a time within the last {0} days, written 2026-03-01T08:00:00+08:00; read what is older from changes.");

    public static readonly Refusal BadState = new("bad-delivery-state", RefusalKind.Malformed,
        "没有投递状态“{0}”；可用的见 allowed。",
        "There is no state \"{0}\" of a delivery; see the allowed ones.");

    public static readonly Refusal BadDeliveryCursor = new("bad-cursor", RefusalKind.Malformed,
        "after 不是本接口给出的游标。不带 after 则从最新的读取。",
        "after is not a cursor that this address gave. Leave it out to read from the newest on.");
}
