using Cluster.Coordination.Organisations;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Reporting.Start;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cluster.Coordination.Contacts;

/// <param name="Organisation">The credential's own if left out; the office files for any.</param>
/// <param name="ValidFrom">Today if left out.</param>
/// <param name="ValidUntil">The last day; left out while no end is known.</param>
/// <param name="DecidedBy">Who files it, where a system sends it; a person who has signed in is known.</param>
public sealed record ContactRequest(
    string? Organisation, string Person, string Post, string Telephone, DateOnly? ValidFrom, DateOnly? ValidUntil, string? DecidedBy);

/// <param name="ValidUntil">The last day.</param>
public sealed record EndContactRequest(DateOnly ValidUntil, string? DecidedBy);

/// <param name="Telephone">Whole to the office and to the organisation itself; masked to others.</param>
public sealed record ContactView(
    string Receipt, string Organisation, string Person, string Post, string Telephone, DateOnly ValidFrom, DateOnly? ValidUntil, string FiledBy,
    DateTimeOffset FiledAt)
{
    internal static ContactView Of(Contact contact, bool telephones) => new(
        contact.Receipt, contact.Organisation, contact.Person, contact.Post, telephones ? contact.Telephone : Contact.Masked(contact.Telephone),
        contact.ValidFrom, contact.ValidUntil, contact.FiledBy, contact.FiledAt);
}

/// <summary>Organisations that nobody answers for on a day.</summary>
public sealed record ContactAlarm(DateOnly AsOf, IReadOnlyList<WithoutContact> Organisations);

/// <param name="LastUntil">When its last contact ended; null where it never filed one.</param>
public sealed record WithoutContact(string Organisation, string FullName, DateOnly? LastUntil);

/// <summary>Contacts are filed by their organisations, and the office sees who has none.</summary>
internal static class ContactEndpoints
{
    private const string Service = "coordination";
    private const string Name = "contacts";
    private const int NameLengthMax = 60;

    private static readonly TextField Organisation = new("organisation", "单位", "The organisation", MaxLength: 60);
    private static readonly TextField Person = new("person", "联络员", "The contact", NameLengthMax);
    private static readonly TextField Post = new("post", "职务", "The post", NameLengthMax);
    private static readonly TextField Telephone = new("telephone", "联系电话", "The telephone", MaxLength: 40, Telephone: true);
    private static readonly DateField ValidFrom = new("validFrom", "有效期起", "The first day");
    private static readonly DateField ValidUntil = new("validUntil", "有效期止", "The last day");

    private const string Columns = "receipt, organisation, person, post, telephone, valid_from, valid_until, filed_by, filed_at, version";

    /// <summary>One at a time: receipts have no gap. Whoever reads goes on.</summary>
    private const string LockSql = "lock table contacts in share row exclusive mode";

    private const string CountSql = "select count(*) from contacts where receipt like $1 || '-%'";
    private const string OneSql = $"select {Columns} from contacts where receipt = $1 for update";

    private const string SameSql = $"""
        select {Columns} from contacts
        where (organisation, person, post, telephone, valid_from) = ($1, $2, $3, $4, $5) and valid_until is not distinct from $6
        """;

    private const string KeepSql = $"""
        insert into contacts ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (receipt) do update set valid_until = excluded.valid_until, version = excluded.version
        """;

    private const string ListSql = $"""
        select {Columns} from contacts
        where ($1::text is null or organisation = $1)
          and ($2::date is null or (valid_from <= $2 and (valid_until is null or valid_until >= $2) and (filed_at at time zone 'Asia/Shanghai')::date <= $2))
        order by organisation, valid_from desc, receipt
        limit 1000
        """;

    private const string AlarmSql = """
        select o.key, o.full_name, (select max(c.valid_until) from contacts c where c.organisation = o.key and c.valid_from <= $1)
        from organisations o
        where (o.valid_from is null or o.valid_from <= $1) and (o.valid_until is null or o.valid_until >= $1)
          and ($2::text is null or o.key = $2)
          and not exists (
            select from contacts c
            where c.organisation = o.key and c.valid_from <= $1 and (c.valid_until is null or c.valid_until >= $1)
              and (c.filed_at at time zone 'Asia/Shanghai')::date <= $1)
        order by o.key
        """;

    public static ModelBuilder AddContacts(this ModelBuilder model)
    {
        model.Entity<Contact>(contact =>
        {
            contact.ToTable("contacts");
            contact.HasKey(c => c.Receipt);
            contact.HasIndex(c => c.Organisation);
        });
        return model;
    }

    public static RouteGroupBuilder MapContacts(this RouteGroupBuilder api)
    {
        var contacts = api.MapGroup(Name);
        contacts.MapGet("", async (
            HttpContext context, NpgsqlDataSource database, string? organisation, DateOnly? asOf, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            var whose = organisation is null ? null : (await OrganisationNames.Read(connection, cancellation, asOf)).Resolve(organisation);
            await using var command = new NpgsqlCommand(ListSql, connection)
            {
                Parameters =
                {
                    new NpgsqlParameter<string?> { TypedValue = SqlText.Asked(whose) },
                    new NpgsqlParameter<DateOnly?> { TypedValue = asOf },
                },
            };
            return (await Read(command, cancellation)).ConvertAll(c => ContactView.Of(c, MaySee(context, c)));
        }).WithSummary("备案的联络员；带 asOf 时为当日有效的 Filed contacts; with asOf those of that day");
        contacts.MapGet("missing", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, DateOnly? asOf, CancellationToken cancellation) =>
        {
            var day = asOf ?? time.Today();
            await using var command = database.CreateCommand(AlarmSql);
            command.Parameters.Add(new() { Value = day });
            command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = context.User.SeesOnly() });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var missing = new List<WithoutContact>();
            while (await reader.ReadAsync(cancellation))
            {
                missing.Add(new WithoutContact(reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateOnly?>(2)));
            }

            return new ContactAlarm(day, missing);
        }).WithSummary("没有有效联络员的单位，可查任一天 Organisations without a valid contact, on any day");
        var writes = contacts.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.Department, Roles.Office).RequireWrite(Service, Name));
        writes.MapPost("", async (HttpContext context, EventLog log, CancellationToken cancellation) =>
        {
            var (contact, isNew) = await File(context, log, cancellation);
            var view = ContactView.Of(contact, telephones: true);
            return isNew ? Results.Created($"/api/{Service}/{Name}/{contact.Receipt}", view) : Results.Ok(view);
        }).WithSummary("备案联络员，得到回执号 File a contact, which gets a receipt").Accepts<ContactRequest>("application/json")
            .Produces<ContactView>(StatusCodes.Status201Created).Produces<ContactView>();
        writes.MapPost("{receipt}/end", async (HttpContext context, EventLog log, string receipt, CancellationToken cancellation) =>
            ContactView.Of(await End(context, log, receipt, cancellation), telephones: true))
            .WithSummary("联络员有效期止 End a contact").Accepts<EndContactRequest>("application/json");
        return api;
    }

    private static bool MaySee(HttpContext context, Contact contact) =>
        context.User.IsInRole(Roles.Office) || context.User.Organisation() == contact.Organisation;

    private static async Task<(Contact Contact, bool IsNew)> File(HttpContext context, EventLog log, CancellationToken cancellation)
    {
        var signedIn = context.User.PersonName();
        var asked = await RequestForm.Read(
            context, [Organisation, Person, Post, Telephone, ValidFrom, ValidUntil, .. signedIn is null ? new Field[] { StartReporting.DecidedBy } : []],
            form => Build(form, signedIn), cancellation);
        await using var transaction = await log.Begin(context.Caller(), cancellation);
        await Lock(transaction.Connection, cancellation);
        var names = await OrganisationNames.Read(transaction.Connection, cancellation);
        var organisation = names.Resolve(asked.Organisation);
        if (!names.IsRegistered(organisation))
        {
            throw RequestForm.Refuse(Fault.Of(Organisation.Name, CoordinationRefusals.UnknownOrganisation, Refusal.Repeat(asked.Organisation)));
        }

        DemandOwn(context, organisation);
        var today = DateOnly.FromDateTime(transaction.StartedAt.AtEdge().DateTime);
        var wanted = asked with
        {
            Organisation = organisation, ValidFrom = asked.ValidFrom == default ? today : asked.ValidFrom, FiledAt = InstantField.Kept(transaction.StartedAt),
        };
        if (await FindSame(wanted, transaction.Connection, cancellation) is { } same)
        {
            return (same, false);
        }

        wanted = wanted with { Receipt = await NextReceipt($"BA{today.Year}", transaction.Connection, cancellation) };
        await Keep(wanted, before: null, transaction, cancellation);
        return (wanted, true);
    }

    private static async Task<Contact> End(HttpContext context, EventLog log, string receipt, CancellationToken cancellation)
    {
        var signedIn = context.User.PersonName();
        var (until, by) = await RequestForm.Read(
            context, [ValidUntil, .. signedIn is null ? new Field[] { StartReporting.DecidedBy } : []],
            form => (form.Get(ValidUntil), signedIn ?? form.Get(StartReporting.DecidedBy)), cancellation);
        await using var transaction = await log.Begin(context.Caller(), cancellation);
        await using var one = new NpgsqlCommand(OneSql, transaction.Connection) { Parameters = { new() { Value = SqlText.Asked(receipt) } } };
        if ((await Read(one, cancellation)).FirstOrDefault() is not { } contact)
        {
            throw new RefusedException(Problem.Of(Refusals.NotFound));
        }

        DemandOwn(context, contact.Organisation);
        if (until < contact.ValidFrom)
        {
            throw RequestForm.Refuse(Fault.Of(ValidUntil.Name, OrganisationRefusals.ContactEndsFirst, $"{until:yyyy-MM-dd}", $"{contact.ValidFrom:yyyy-MM-dd}"));
        }

        if (contact.ValidUntil == until)
        {
            return contact;
        }

        var ended = contact with { ValidUntil = until, Version = contact.Version + 1 };
        await Keep(ended, contact, transaction, cancellation, by);
        return ended;
    }

    private static Contact Build(Row form, string? signedIn)
    {
        var contact = new Contact
        {
            Receipt = "", Organisation = form.Find(Organisation) ?? form.Caller.Organisation, Person = form.Get(Person), Post = form.Get(Post),
            Telephone = form.Get(Telephone), ValidFrom = form.Find(ValidFrom) ?? default, ValidUntil = form.Find(ValidUntil),
            FiledBy = signedIn ?? form.Get(StartReporting.DecidedBy), Version = 1,
        };
        if (contact.Telephone is { } telephone && !Contact.IsTelephone(telephone))
        {
            form.Refuse(Fault.Of(Telephone.Name, OrganisationRefusals.NotATelephone, Refusal.Repeat(telephone)));
        }

        if (contact.ValidUntil < contact.ValidFrom)
        {
            form.Refuse(Fault.Of(ValidUntil.Name, OrganisationRefusals.ContactEndsFirst, $"{contact.ValidUntil:yyyy-MM-dd}", $"{contact.ValidFrom:yyyy-MM-dd}"));
        }

        return contact;
    }

    /// <summary>A department files for itself; the office for whoever has no system.</summary>
    private static void DemandOwn(HttpContext context, string organisation)
    {
        if (!context.User.IsInRole(Roles.Office) && context.User.Organisation() != organisation)
        {
            throw new RefusedException(Problem.Of(OrganisationRefusals.NotYourContact, organisation, context.User.Organisation()));
        }
    }

    private static async Task Lock(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(LockSql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<string> NextReceipt(string year, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(CountSql, connection) { Parameters = { new() { Value = year } } };
        return $"{year}-{(long)(await command.ExecuteScalarAsync(cancellation))! + 1:0000}";
    }

    private static async Task<Contact?> FindSame(Contact wanted, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SameSql, connection)
        {
            Parameters =
            {
                new() { Value = wanted.Organisation }, new() { Value = wanted.Person }, new() { Value = wanted.Post }, new() { Value = wanted.Telephone },
                new() { Value = wanted.ValidFrom }, new NpgsqlParameter<DateOnly?> { TypedValue = wanted.ValidUntil },
            },
        };
        return (await Read(command, cancellation)).FirstOrDefault();
    }

    private static async Task Keep(Contact contact, Contact? before, LogTransaction transaction, CancellationToken cancellation, string? by = null)
    {
        await using var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = contact.Receipt }, new() { Value = contact.Organisation }, new() { Value = contact.Person }, new() { Value = contact.Post },
                new() { Value = contact.Telephone }, new() { Value = contact.ValidFrom }, new NpgsqlParameter<DateOnly?> { TypedValue = contact.ValidUntil },
                new() { Value = contact.FiledBy }, new() { Value = contact.FiledAt }, new() { Value = contact.Version },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
        transaction.Append(
            contact.Aggregate, contact.Version, contact.Told() with { By = by ?? contact.FiledBy }, before?.Told(), concerns: [contact.Organisation]);
        await transaction.Commit(cancellation);
    }

    private static async Task<List<Contact>> Read(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var contacts = new List<Contact>();
        while (await reader.ReadAsync(cancellation))
        {
            contacts.Add(new Contact
            {
                Receipt = reader.GetString(0), Organisation = reader.GetString(1), Person = reader.GetString(2), Post = reader.GetString(3),
                Telephone = reader.GetText(4)!, ValidFrom = reader.GetFieldValue<DateOnly>(5), ValidUntil = reader.GetFieldValue<DateOnly?>(6),
                FiledBy = reader.GetString(7), FiledAt = reader.GetFieldValue<DateTimeOffset>(8), Version = reader.GetInt64(9),
            });
        }

        return contacts;
    }
}
