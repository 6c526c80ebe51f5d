using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cluster.ServiceDefaults;

/// <summary>What a token lets its bearer do, in the words of its scope claim.</summary>
public static class Scopes
{
    public const string Claim = "scope";
    public const string Read = "cluster.read";

    /// <summary>All that its organisation may write.</summary>
    public const string Write = "cluster.write";

    /// <summary>One kind of data (数据种类), such as infrastructure.segments.write.</summary>
    public static string WriteOf(string service, string resource) => $"{service}.{resource}.write";

    public static bool MayWrite(this ClaimsPrincipal bearer, string service, string resource)
    {
        var granted = bearer.FindFirst(Claim)?.Value ?? "";
        var kind = WriteOf(service, resource);
        foreach (var range in granted.AsSpan().Split(' '))
        {
            if (granted.AsSpan(range) is Write || granted.AsSpan(range).SequenceEqual(kind))
            {
                return true;
            }
        }

        return false;
    }

    public static AuthorizationPolicyBuilder RequireWrite(this AuthorizationPolicyBuilder policy, string service, string resource) =>
        policy.AddRequirements(new WriteRequirement(service, resource));

    /// <summary>Says why, so that the answer can name the scope that is missing.</summary>
    public static void FailForScope(this AuthorizationHandlerContext context, IAuthorizationHandler handler, string scope) =>
        context.Fail(new MissingScope(handler, scope));

    internal sealed class MissingScope(IAuthorizationHandler handler, string scope) : AuthorizationFailureReason(handler, scope);

    private sealed class WriteRequirement(string service, string resource) : AuthorizationHandler<WriteRequirement>, IAuthorizationRequirement
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, WriteRequirement requirement)
        {
            if (context.User.MayWrite(service, resource))
            {
                context.Succeed(requirement);
            }
            else
            {
                context.FailForScope(this, WriteOf(service, resource));
            }

            return Task.CompletedTask;
        }
    }
}

/// <summary>A valid token that lacks only a scope is told which; everything else goes the usual way.</summary>
internal sealed class ScopeAnswers : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Forbidden && authorizeResult.AuthorizationFailure?.FailureReasons.OfType<Scopes.MissingScope>().FirstOrDefault() is { } missing
            ? Problem.Of(Refusals.InsufficientScope, missing.Message).With("scope", missing.Message).Write(context)
            : _usual.HandleAsync(next, context, policy, authorizeResult);
}
