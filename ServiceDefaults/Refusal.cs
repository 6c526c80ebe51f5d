using Microsoft.AspNetCore.Http;

namespace Cluster.ServiceDefaults;

/// <summary>One way to say no: a code that never changes, what kind of no it is, and the sentence in both languages.</summary>
/// <param name="Code">Stable, kebab-case; departments' systems branch on it.</param>
/// <param name="Zh">Chinese sentence; {0}, {1} … take the particulars.</param>
public sealed record Refusal(string Code, RefusalKind Kind, string Zh, string En)
{
    private const int RepeatedMax = 40;

    /// <summary>What a sender wrote, to be said back to it: only if it is short, and without the numbers of persons.</summary>
    public static string Repeat(string given) => given.Length <= RepeatedMax ? PersonalNumbers.Mask(given) : "…";

    public BilingualText Say(params object?[] particulars) =>
        particulars.Length == 0
            ? new BilingualText(Zh, En)
            : new BilingualText(string.Format(null, Zh, particulars), string.Format(null, En, particulars));
}

public sealed record BilingualText(string Zh, string En);

/// <summary>What a refusal means to HTTP; the one table from kind to status.</summary>
public enum RefusalKind
{
    Malformed = StatusCodes.Status400BadRequest,
    Unauthenticated = StatusCodes.Status401Unauthorized,
    Forbidden = StatusCodes.Status403Forbidden,
    NotFound = StatusCodes.Status404NotFound,
    Conflict = StatusCodes.Status409Conflict,
    PreconditionFailed = StatusCodes.Status412PreconditionFailed,
    TooLarge = StatusCodes.Status413PayloadTooLarge,
    UnsupportedMedia = StatusCodes.Status415UnsupportedMediaType,
    Unprocessable = StatusCodes.Status422UnprocessableEntity,
    TooManyRequests = StatusCodes.Status429TooManyRequests,
    Failed = StatusCodes.Status500InternalServerError,
    Unavailable = StatusCodes.Status503ServiceUnavailable,
}
