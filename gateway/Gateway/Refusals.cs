using Cluster.ServiceDefaults;

namespace Cluster.Gateway;

/// <summary>Every way in which the gateway itself says no, beside those that all services share.</summary>
public static class Refusals
{
    public static readonly Refusal ServiceUnavailable = new("service-unavailable", RefusalKind.Unavailable,
        "服务 {0} 暂时不可用，其他服务不受影响。若这是一次写入，请稍后用同一个 Idempotency-Key 重试。",
        "Service {0} is not available at the moment; the others are. If this was a write, try again with the same Idempotency-Key.");

    public static readonly Refusal QuotaExceeded = new("quota-exceeded", RefusalKind.TooManyRequests,
        "此凭证的请求过于频繁：每秒最多 {0} 次，短时最多 {1} 次。请按 Retry-After 等待后重试；多行数据请合并为批量推送。",
        "This credential asks too often: {0} requests a second, {1} at once. Wait as Retry-After says; push many rows as a batch.");

    public static readonly Refusal ServiceTimeout = new("service-timeout", RefusalKind.Unavailable,
        "服务 {0} 未在时限内应答，结果未知。请稍后用同一个 Idempotency-Key 重试。",
        "Service {0} did not answer in time and the outcome is unknown. Try again with the same Idempotency-Key.");

    public static readonly Refusal BodyIncomplete = new("body-incomplete", RefusalKind.Malformed,
        "请求体未完整到达。",
        "The body did not arrive completely.");

    public static readonly Refusal ClientInvalid = new("client-invalid", RefusalKind.Unprocessable,
        "凭证登记有误，详见 errors。",
        "The client cannot be registered as given; see errors.");

    public static readonly Refusal ClientConfigured = new("client-configured", RefusalKind.Conflict,
        "凭证 {0} 由部署配置管理，不能在此修改或吊销。",
        "Client {0} is managed by the deployment's configuration and cannot be changed or revoked here.");

    public static readonly Refusal SecretsFull = new("client-secrets-full", RefusalKind.Conflict,
        "该凭证已有 {0} 个有效密钥。请先停用其中一个，再申请新的。",
        "This client has {0} live secrets already. Take one of them away before you ask for another.");

    public static readonly Refusal ClientSigns = new("client-signs", RefusalKind.Conflict,
        "凭证 {0} 以公钥签名方式认证，没有密钥。",
        "Client {0} proves itself by its keys and has no secrets.");

    public static readonly Refusal KeysUnusable = new("keys-unusable", RefusalKind.Unprocessable,
        "应为 JWK 公钥集：1 到 4 个公钥，各有不同的 kid；RSA 至少 2048 位，或 P-256、P-384、P-521 曲线。不得含私钥。",
        "Give a JSON Web Key Set: 1 to 4 public keys, each with a kid of its own; RSA of at least 2048 bits, or the curves P-256, P-384, P-521. Never a private key.");

    public static readonly Refusal SecretBesideKeys = new("secret-beside-keys", RefusalKind.Unprocessable,
        "已提供公钥，不应再填写密钥。",
        "A client with keys has no secret; leave this field out.");

    public static readonly Refusal ReaderWrites = new("reader-writes", RefusalKind.Unprocessable,
        "只读凭证不写入数据，不应填写此字段。",
        "A reader writes nothing; leave this field out.");

    public static readonly Refusal NotAScope = new("not-a-scope", RefusalKind.Unprocessable,
        "“{0}”不是数据种类，应写作 服务.资源.write，例如 infrastructure.segments.write。",
        "\"{0}\" is no kind of data; write service.resource.write, such as infrastructure.segments.write.");

    public static readonly Refusal ScopesEmpty = new("scopes-empty", RefusalKind.Unprocessable,
        "不得为空列表：可写全部数据种类时省略此字段，只读请登记为 reader。",
        "This cannot be an empty list: leave the field out to allow all kinds, or register a reader to allow none.");

    public static readonly Refusal CadenceOutOfRange = new("cadence-out-of-range", RefusalKind.Unprocessable,
        "应为 {0} 到 {1} 之间的秒数；省略则由系统学习。",
        "Give a number of seconds from {0} to {1}, or none to have it learned.");

    public static readonly Refusal TooMany = new("too-many", RefusalKind.Unprocessable,
        "最多 {0} 项。",
        "At most {0} of them.");

    public static readonly Refusal InThePast = new("in-the-past", RefusalKind.Unprocessable,
        "应为将来的时刻。",
        "This must be a moment in the future.");

    public static readonly Refusal AntiforgeryFailed = new("antiforgery-failed", RefusalKind.Malformed,
        "表单不是从本站页面提交，或已过期。请返回并重新打开页面。",
        "This form was not sent from a page of this site, or is too old. Go back and open the page again.");

    public static readonly Refusal PasswordLength = new("password-length", RefusalKind.Unprocessable,
        "口令至少 {0} 个字符，至多 128 个。",
        "A password has at least {0} characters and at most 128.");

    public static readonly Refusal PasswordClasses = new("password-classes", RefusalKind.Unprocessable,
        "口令应含大写字母、小写字母、数字、符号中的至少 {1} 类。",
        "A password has at least {1} of these: upper case, lower case, digits, others.");

    public static readonly Refusal PasswordCommon = new("password-common", RefusalKind.Unprocessable,
        "口令含有常见词、用户名，或过于单调，容易被猜到。",
        "The password contains a common word or the user name, or is too monotonous, and so is easily guessed.");

    public static readonly Refusal PasswordEarlier = new("password-earlier", RefusalKind.Unprocessable,
        "此口令近期用过，请换一个。",
        "This password was in use not long ago; choose another.");

    public static readonly Refusal UserInvalid = new("user-invalid", RefusalKind.Unprocessable,
        "账户信息有误，详见 errors。",
        "The account cannot be as given; see errors.");

    public static readonly Refusal NotAUserName = new("not-a-user-name", RefusalKind.Unprocessable,
        "用户名应为 2 到 64 个字符，只含字母、数字、连字符、点和下划线。",
        "A user name has 2 to 64 characters: letters, digits, hyphen, dot and underscore.");

    public static readonly Refusal UserNameTaken = new("user-name-taken", RefusalKind.Conflict,
        "用户名 {0} 已有人使用。",
        "The user name {0} is taken.");

    public static readonly Refusal RoleConflict = new("role-conflict", RefusalKind.Conflict,
        "此人已有角色 {0}。三类管理员与其他角色互斥，请先收回原角色。",
        "This person holds the role {0}. An administrator's role excludes every other: withdraw the one before you grant the other.");

    public static readonly Refusal OwnRole = new("own-role", RefusalKind.Forbidden,
        "不得授予或收回自己的角色。",
        "Nobody grants or withdraws the own role.");

    public static readonly Refusal LastAdministrator = new("last-administrator", RefusalKind.Conflict,
        "这是最后一名 {0}，请先设立另一名。",
        "This is the last {0}: appoint another one first.");

    public static readonly Refusal OrganisationMissing = new("organisation-missing", RefusalKind.Unprocessable,
        "此角色属于某个单位，请系统管理员先填写其单位。",
        "This role belongs to an organisation: the system administrator has to enter the person's first.");

    public static readonly Refusal Required = new("required", RefusalKind.Unprocessable,
        "此字段必填。",
        "This field is required.");

    public static readonly Refusal MustBeAbsent = new("must-be-absent", RefusalKind.Unprocessable,
        "运维凭证不属于任何单位，不应填写此字段。",
        "An operator's client belongs to no organisation; leave this field out.");

    public static readonly Refusal TooLong = new("too-long", RefusalKind.Unprocessable,
        "最多 {0} 个字符。",
        "At most {0} characters.");

    public static readonly Refusal TooShort = new("too-short", RefusalKind.Unprocessable,
        "至少 {0} 个字符。",
        "At least {0} characters.");

    public static readonly Refusal ControlCharacter = new("control-character", RefusalKind.Unprocessable,
        "不得含有控制字符。",
        "Control characters are not allowed.");

    public static readonly Refusal NotOneOf = new("not-one-of", RefusalKind.Unprocessable,
        "不在允许的取值之内。",
        "Not one of the allowed values.");

    public static readonly Refusal NotAnIdentifier = new("not-an-identifier", RefusalKind.Unprocessable,
        "应为 3 到 100 个字符，只含小写字母、数字、连字符、点和下划线。",
        "Use 3 to 100 characters: lower-case letters, digits, hyphen, dot and underscore.");
}
