using System.Security.Cryptography;
using System.Text;
using Cluster.Contracts;
using Cluster.Coordination.Bulletins.Checking;
using Cluster.Coordination.Bulletins.Signing;
using Cluster.Coordination.Bulletins.Templates;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Reporting.Queries;
using Cluster.Coordination.Supervision;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Cluster.Coordination.Bulletins;

/// <summary>
/// A named person of the office issues a bulletin (印发): its equations hold, it gets the year's next number, and its files are made, signed and kept.
/// From then on it is what it is.
/// </summary>
internal static class IssueBulletin
{
    /// <summary>Also of those that were withdrawn: a number is given once.</summary>
    private const string NumberSql = "select coalesce(max(number_serial), 0) + 1 from bulletins where number_sign = $1 and number_year = $2";

    public static async Task<Bulletin> Handle(
        LogTransaction transaction, Bulletin moved, BulletinStep step, BulletinOptions options, CancellationToken cancellation)
    {
        var content = await StoredBulletins.Content(transaction.Connection, moved.Key, cancellation);
        if (await Obstacle(moved, content, transaction.Connection, cancellation) is { } obstacle)
        {
            throw new RefusedException(obstacle);
        }

        var (sign, day) = (BulletinTemplates.Read(content.Template).NumberSign, step.At.CityDay());
        moved = moved with
        {
            NumberSign = sign, NumberYear = day.Year, NumberSerial = await NextSerial(sign, day.Year, transaction.Connection, cancellation),
            IssuedOn = day, IssuedBy = step.Person,
        };
        var key = await StoredKeys.Current(transaction.Connection, step.At, cancellation);
        var json = BulletinFormats.Make(BulletinFormats.Json, moved, content, options);
        BulletinFile[] files =
        [
            new(moved.Key, BulletinFormats.Json, json),
            new(moved.Key, BulletinFormats.Signature, Encoding.ASCII.GetBytes(DetachedSignature.Of(json, key))),
            new(moved.Key, BulletinFormats.Text, BulletinFormats.Make(BulletinFormats.Text, moved, content, options)),
            new(moved.Key, BulletinFormats.Docx, BulletinFormats.Make(BulletinFormats.Docx, moved, content, options)),
            .. PdfOf(moved, content, options),
        ];
        await StoredBulletins.Keep(transaction.Connection, moved, step, content: null, files, cancellation);
        transaction.Append(moved.Aggregate, moved.Version, moved.ToldIssued(Convert.ToHexStringLower(SHA256.HashData(json)), key.KeyId));
        return moved;
    }

    /// <summary>Why it cannot be issued as it is: the first thing that stands in the way.</summary>
    private static async Task<ProblemDetails?> Obstacle(
        Bulletin bulletin, BulletinContent content, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (bulletin.CollectedAt < bulletin.Quarter.LastDay.EndsAt())
        {
            return Problem.Of(BulletinRefusals.CollectedTooEarly, bulletin.Key, $"{bulletin.CollectedAt.CityDay():yyyy-MM-dd}", bulletin.Quarter);
        }

        if (await StoredQueries.OpenOf(Period.Parse(bulletin.Quarter.ToString()), connection, cancellation) is { Count: > 0 } open)
        {
            return Problem.Of(BulletinRefusals.OpenQueries, bulletin.Key, bulletin.Quarter, open.Count).With("queries", open.ConvertAll(q => q.Number));
        }

        var failing = BulletinChecks.Of(BulletinFormats.FiguresIn(content.Figures)).Where(c => c.Fails).ToList();
        return failing is [var first, ..]
            ? Problem.Of(
                BulletinRefusals.DoesNotAddUp, bulletin.Key, failing.Count, first.Equation, Shown.Value(first.Left), Shown.Value(first.Right),
                Shown.Value(first.Difference), first.EquationEn).With("equations", failing)
            : null;
    }

    private static async Task<int> NextSerial(string sign, int year, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(NumberSql, connection) { Parameters = { new() { Value = sign }, new() { Value = year } } };
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>A host without the fonts issues all the same: the PDF is then made when it is asked for where they are.</summary>
    private static BulletinFile[] PdfOf(Bulletin bulletin, BulletinContent content, BulletinOptions options)
    {
        try
        {
            return [new(bulletin.Key, BulletinFormats.Pdf, BulletinFormats.Make(BulletinFormats.Pdf, bulletin, content, options))];
        }
        catch (RefusedException refused) when (refused.Problem.Extensions["code"] as string == BulletinRefusals.FontsMissing.Code)
        {
            return [];
        }
    }
}
