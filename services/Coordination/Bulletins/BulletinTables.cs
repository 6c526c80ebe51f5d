using Cluster.Contracts;
using Cluster.Coordination.Bulletins.Signing;
using Cluster.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Coordination.Bulletins;

/// <summary>Bulletins are decided here and heard from nobody: a rebuild of the views leaves them as they are.</summary>
internal static class BulletinTables
{
    public static ModelBuilder AddBulletins(this ModelBuilder model)
    {
        model.Entity<Bulletin>(bulletin =>
        {
            bulletin.ToTable("bulletins");
            bulletin.HasKey(b => b.Key);
            bulletin.Property(b => b.Quarter).HasConversion(quarter => quarter.ToString(), text => Quarter.Parse(text));
            bulletin.Property(b => b.State).HasCode(BulletinMoves.States);
            bulletin.HasIndex(b => b.Quarter);
            bulletin.HasIndex(b => new { b.NumberSign, b.NumberYear, b.NumberSerial }).IsUnique();
            bulletin.HasIndex(b => b.SupersededBy).IsUnique(); // one takes the place of one
        });
        model.Entity<BulletinContent>(content =>
        {
            content.ToTable("bulletin_contents");
            content.HasKey(c => c.Key);
        });
        model.Entity<BulletinFile>(file =>
        {
            file.ToTable("bulletin_files");
            file.HasKey(f => new { f.Key, f.Format });
        });
        model.Entity<BulletinStep>(step =>
        {
            step.ToTable("bulletin_steps");
            step.HasKey(s => new { s.Key, s.Version });
            step.Property(s => s.State).HasCode(BulletinMoves.States);
        });
        model.Entity<SigningKey>(key =>
        {
            key.ToTable("bulletin_signing_keys");
            key.HasKey(k => k.KeyId);
        });
        return model;
    }
}
