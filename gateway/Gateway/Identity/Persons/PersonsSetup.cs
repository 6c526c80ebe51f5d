using Cluster.Gateway.Identity.Account;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Gateway.Identity.Persons;

/// <summary>Accounts of persons: their tables, their cookie, their rules, and the administrators' calls.</summary>
public static class PersonsSetup
{
    public static void AddPersons(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var isSecure = builder.Configuration["Identity:Issuer"]?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;
        services.Configure<PasswordPolicy>(builder.Configuration.GetSection("Identity:Password"));
        services.Configure<SignInPolicy>(builder.Configuration.GetSection("Identity:SignIn"));
        services.AddIdentityCore<Person>()
            .AddUserStore<PersonStore>()
            .AddTokenProvider<AuthenticatorTokenProvider<Person>>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddAuthentication().AddCookie(Sessions.Scheme, cookie =>
        {
            cookie.Cookie.Name = AccountForms.CookieName("person", isSecure);
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.Path = "/";
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
            cookie.ExpireTimeSpan = TimeSpan.FromDays(1); // the session's row decides, and earlier
            cookie.SlidingExpiration = false;
        });
        services.AddAccountForms(isSecure);
        services.AddScoped<Sessions>();
        services.AddScoped<SignIn>();
        services.AddScoped<PasswordRules>();
        services.AddScoped<Users>();
        services.AddScoped<GrantRole>();
    }

    public static void MapPersons(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapAccountForms();
        endpoints.MapMethods("/connect/authorize", [HttpMethods.Get, HttpMethods.Post], Authorize.Handle).ExcludeFromDescription();
        endpoints.MapMethods("/connect/logout", [HttpMethods.Get, HttpMethods.Post], Authorize.EndSession).ExcludeFromDescription();

        var users = endpoints.MapGroup("/identity/users").WithTags("persons");
        users.MapGet("", GetUsers.Handle).RequireAuthorization(Access.SystemOrSecurity).WithSummary("账户 Accounts");
        users.MapPost("", Users.Create).RequireAuthorization(Access.System)
            .WithSummary("建立账户 Create an account").Produces<Users.WithPassword>(StatusCodes.Status201Created);
        users.MapPut("{id:guid}", Users.Change).RequireAuthorization(Access.System).WithSummary("修改账户 Change an account").Produces<Users.User>();
        users.MapPost("{id:guid}/password", (Guid id, Users all, HttpContext context) => all.ResetPassword(id, context)).RequireAuthorization(Access.System)
            .WithSummary("重设口令 Reset the password").Produces<Users.WithPassword>();
        users.MapPost("{id:guid}/disable", (Guid id, Users all) => all.SetDisabled(id, disabled: true)).RequireAuthorization(Access.System)
            .WithSummary("停用 Disable").Produces(StatusCodes.Status204NoContent);
        users.MapPost("{id:guid}/enable", (Guid id, Users all) => all.SetDisabled(id, disabled: false)).RequireAuthorization(Access.System)
            .WithSummary("启用 Enable").Produces(StatusCodes.Status204NoContent);
        users.MapPut("{id:guid}/role", (Guid id, GrantRole.Body body, GrantRole role, HttpContext context) => role.Grant(id, body, context))
            .RequireAuthorization(Access.Security).WithSummary("授予角色 Grant a role").Produces<Users.User>();
        users.MapDelete("{id:guid}/role", (Guid id, GrantRole role, HttpContext context) => role.Withdraw(id, context)).RequireAuthorization(Access.Security)
            .WithSummary("收回角色 Withdraw the role").Produces<Users.User>();
        users.MapPost("first-administrators", CreateFirstAdministrators.Handle).RequireAuthorization(Access.Operators)
            .WithSummary("首批账户 The first accounts").Produces<CreateFirstAdministrators.Answer>().Produces<CreateFirstAdministrators.Answer>(StatusCodes.Status201Created);
    }

    public static void AddPersonTables(this ModelBuilder model)
    {
        model.Entity<Person>(person =>
        {
            person.ToTable("persons");
            person.HasIndex(one => one.NormalizedUserName).IsUnique();
            person.Property(one => one.UserName).IsRequired();
            person.Property(one => one.NormalizedUserName).IsRequired();
            person.Ignore(one => one.Email).Ignore(one => one.NormalizedEmail).Ignore(one => one.EmailConfirmed)
                .Ignore(one => one.PhoneNumber).Ignore(one => one.PhoneNumberConfirmed)
                .Ignore(one => one.LockoutEnd).Ignore(one => one.LockoutEnabled).Ignore(one => one.AccessFailedCount);
        });
        model.Entity<Session>().HasIndex(session => session.PersonId);
        model.Entity<SignInAttempts>().HasKey(attempts => attempts.Name);
    }
}
