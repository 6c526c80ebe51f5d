using Cluster.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Coordination.Evaluations;

/// <summary>An evaluation (考核) of a year by a sheet. Until it is published it is computed at every look and not stored at all.</summary>
public sealed record Evaluation
{
    public static readonly Codes<EvaluationState> States = new(
        (EvaluationState.Open, "open", "计算中"), (EvaluationState.Published, "published", "公示中"), (EvaluationState.Frozen, "frozen", "已确定"));

    public required string Key { get; init; }

    /// <summary>The sheet as it was when it was published.</summary>
    public required string Sheet { get; init; }

    public required string Title { get; init; }

    public required string TitleEn { get; init; }

    public SheetKind Kind { get; init; }

    public decimal StartPoints { get; init; }

    public required string Items { get; init; }

    public int Year { get; init; }

    public EvaluationState State { get; init; }

    public DateOnly AsOf { get; init; }

    public long Version { get; init; }

    public required string EnteredBy { get; init; }

    public DateTimeOffset EnteredAt { get; init; }

    public static string KeyOf(string sheet, int year) => $"{sheet}.{year}";

    public ScoreSheet SheetThen => new()
    {
        Key = Sheet, Owner = "", Title = Title, TitleEn = TitleEn, Kind = Kind, StartPoints = StartPoints, Items = Items,
    };
}

public enum EvaluationState
{
    Open,
    Published,
    Frozen,
}

/// <summary>A line as it was published.</summary>
public sealed record PublishedLine
{
    public required string Evaluation { get; init; }

    public required string Id { get; init; }

    public required string Subject { get; init; }

    public required string Item { get; init; }

    public decimal Points { get; init; }

    public required string Aggregate { get; init; }

    public long EventVersion { get; init; }

    public DateOnly Day { get; init; }
}

/// <summary>A subject as it was published; its points and rank once it is frozen.</summary>
public sealed record PublishedSubject
{
    public required string Evaluation { get; init; }

    public required string Subject { get; init; }

    public decimal? Points { get; init; }

    public int? Rank { get; init; }
}

/// <summary>Points of a person.</summary>
public sealed record GivenPoints
{
    public required string Evaluation { get; init; }

    public required string Subject { get; init; }

    public required string Item { get; init; }

    public decimal Points { get; init; }

    public required string Words { get; init; }

    public required string By { get; init; }

    public DateOnly Day { get; init; }

    public long Version { get; init; }

    public string Aggregate => $"coordination/evaluation-points/{Evaluation}/{Item}/{Subject}";
}

/// <summary>申诉.</summary>
public sealed record Objection
{
    public static readonly Codes<ObjectionState> States = new(
        (ObjectionState.Open, "open", "待答复"), (ObjectionState.Upheld, "upheld", "成立"), (ObjectionState.Dismissed, "dismissed", "不成立"));

    public required string Evaluation { get; init; }

    public int Number { get; init; }

    public required string Unit { get; init; }

    public required string Line { get; init; }

    public required string Reason { get; init; }

    public required string RaisedBy { get; init; }

    public ObjectionState State { get; init; }

    public string? Answer { get; init; }

    public string? AnsweredBy { get; init; }

    public long Version { get; init; }

    public string Aggregate => $"coordination/evaluation-objections/{Evaluation}/{Number}";
}

public enum ObjectionState
{
    Open,
    Upheld,
    Dismissed,
}

/// <summary>Evaluations are decided here and heard from nobody: a rebuild of the views leaves them as they are.</summary>
internal static class EvaluationTables
{
    public static ModelBuilder AddEvaluations(this ModelBuilder model)
    {
        model.Entity<ScoreSheet>(sheet =>
        {
            sheet.ToTable("score_sheets");
            sheet.HasKey(s => s.Key);
            sheet.Property(s => s.Kind).HasCode(ScoreSheet.Kinds);
        });
        model.Entity<Evaluation>(evaluation =>
        {
            evaluation.ToTable("evaluations");
            evaluation.HasKey(e => e.Key);
            evaluation.Property(e => e.Kind).HasCode(ScoreSheet.Kinds);
            evaluation.Property(e => e.State).HasCode(Evaluation.States);
            evaluation.Ignore(e => e.SheetThen);
        });
        model.Entity<PublishedLine>().ToTable("evaluation_lines").HasKey(l => new { l.Evaluation, l.Id, l.Subject });
        model.Entity<PublishedSubject>().ToTable("evaluation_subjects").HasKey(s => new { s.Evaluation, s.Subject });
        model.Entity<GivenPoints>().ToTable("evaluation_points").HasKey(p => new { p.Evaluation, p.Item, p.Subject });
        model.Entity<Objection>(objection =>
        {
            objection.ToTable("evaluation_objections");
            objection.HasKey(o => new { o.Evaluation, o.Number });
            objection.Property(o => o.State).HasCode(Objection.States);
        });
        return model;
    }
}
