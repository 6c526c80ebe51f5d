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
        endpoints.MapMethods("/connect/authorize", [HttpMethods.Get, HttpMethods.Post], Authorize.Handle);
        endpoints.MapMethods("/connect/logout", [HttpMethods.Get, HttpMethods.Post], Authorize.EndSession);

        var users = endpoints.MapGroup("/identity/users");
        users.MapGet("", GetUsers.Handle).RequireAuthorization(Access.SystemOrSecurity);
        users.MapPost("", Users.Create).RequireAuthorization(Access.System);
        users.MapPut("{id:guid}", Users.Change).RequireAuthorization(Access.System);
        users.MapPost("{id:guid}/password", (Guid id, Users all, HttpContext context) => all.ResetPassword(id, context)).RequireAuthorization(Access.System);
        users.MapPost("{id:guid}/disable", (Guid id, Users all) => all.SetDisabled(id, disabled: true)).RequireAuthorization(Access.System);
        users.MapPost("{id:guid}/enable", (Guid id, Users all) => all.SetDisabled(id, disabled: false)).RequireAuthorization(Access.System);
        users.MapPut("{id:guid}/role", (Guid id, GrantRole.Body body, GrantRole role, HttpContext context) => role.Grant(id, body, context))
            .RequireAuthorization(Access.Security);
        users.MapDelete("{id:guid}/role", (Guid id, GrantRole role, HttpContext context) => role.Withdraw(id, context)).RequireAuthorization(Access.Security);
        users.MapPost("first-administrators", CreateFirstAdministrators.Handle).RequireAuthorization(Access.Operators);
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
