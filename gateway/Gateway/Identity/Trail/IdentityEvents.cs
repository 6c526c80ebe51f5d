using System.Diagnostics;
using Cluster.Gateway.Identity.Persons;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cluster.Gateway.Identity.Trail;

/// <summary>
/// Leaves in the gateway's log what happens to credentials, accounts and roles (身份审计), in the transaction in which it happens. Never a
/// password, a secret, a code or a hash of one.
/// </summary>
public sealed class IdentityEvents(GatewayDb database, IHttpContextAccessor http, TimeProvider time)
{
    public const string Service = "identity";
    public const string Persons = "identity/persons";
    public const string Clients = "identity/clients";
    private const string Nobody = "nobody";

    /// <param name="person">Whom it is about; null where nobody has the name.</param>
    /// <param name="by">Who did it, where the request carries no token.</param>
    public Task OfPerson<TEvent>(Guid? person, TEvent after, TEvent? before = null, Person? by = null)
        where TEvent : class =>
        Leave($"{Persons}/{person?.ToString() ?? Nobody}", after, before, by is null ? null : CallerOf(by));

    public Task OfClient<TEvent>(string clientId, TEvent after, object? before = null, Client? by = null)
        where TEvent : class =>
        Leave($"{Clients}/{clientId}", after, before, by is null ? null : CallerOf(by));

    private async Task Leave<TEvent>(string about, TEvent after, object? before, Caller? by)
        where TEvent : class
    {
        await database.Database.OpenConnectionAsync();
        try
        {
            await Notes.Leave(
                (NpgsqlConnection)database.Database.GetDbConnection(), by ?? CallerOf(http.HttpContext), time.GetUtcNow(), about, after, before,
                CancellationToken.None); // what has happened is told, whether or not somebody still waits for the answer
        }
        finally
        {
            await database.Database.CloseConnectionAsync();
        }
    }

    /// <summary>A start of the gateway registers clients, too.</summary>
    public static Caller CallerOf(HttpContext? context) => context is null
        ? Caller.System("gateway", Activity.Current?.Id)
        : new Caller(
            context.User.Organisation(), context.User.FindFirst("sub")?.Value ?? "",
            context.User.FindFirst(Access.PositionClaim)?.Value ?? context.User.FindFirst(Access.RoleClaim)?.Value ?? "", AddressOf(context), Activity.Current?.Id);

    private Caller CallerOf(Person person) => new(
        person.Organisation ?? "", person.Id.ToString(), person.Role ?? "", AddressOf(http.HttpContext), Activity.Current?.Id);

    private Caller CallerOf(Client client) => new(
        client.Organisation ?? "", client.ClientId, client.Role, AddressOf(http.HttpContext), Activity.Current?.Id);

    /// <summary>As the connection says it: what a request says of itself anybody can write.</summary>
    private static string? AddressOf(HttpContext? context) => context?.Connection.RemoteIpAddress?.ToString();
}
