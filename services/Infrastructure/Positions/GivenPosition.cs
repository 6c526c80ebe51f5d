using Cluster.Ingestion;

namespace Cluster.Infrastructure.Positions;

/// <summary>Reads positions as senders give them: what cannot be right is refused, what is probably wrong is said.</summary>
internal static class GivenPosition
{
    /// <summary>Seven places are a centimetre.</summary>
    public const int Decimals = 7;

    /// <summary>Null where it can be a position.</summary>
    public static Fault? FaultOf(this Position given, string field) =>
        given.IsOnEarth ? null
        : given.Swapped.IsOnEarth
            ? Fault.Of(field, InfrastructureRefusals.CoordinatesSwapped, given, given.Swapped, Math.Ceiling(Region.KilometresTo(given.Swapped)))
        : Fault.Of(field, InfrastructureRefusals.NotDegrees, given);

    public static Position Rounded(this Position position) =>
        new(Math.Round(position.Longitude, Decimals), Math.Round(position.Latitude, Decimals));

    /// <summary>What the row's result says of a position that was taken.</summary>
    /// <param name="taken">In WGS-84.</param>
    public static IEnumerable<RowNote> NotesOn(Crs declared, Position given, Position taken, string field)
    {
        if (declared.IsShifted())
        {
            yield return China.Holds(given)
                ? new RowNote(field, "crs-converted", $"{CrsConversion.All.Write(declared)} {given}", $"wgs-84 {taken}")
                : RowNote.Doubt(Fault.Of(field, InfrastructureRefusals.ShiftedOutsideChina, CrsConversion.All.WordOf(declared).Zh), $"{given}");
        }

        if (Region.KilometresTo(taken) is > 0 and var kilometres)
        {
            yield return RowNote.Doubt(Fault.Of(field, InfrastructureRefusals.OutsideRegion, given, Math.Ceiling(kilometres)), $"{given}");
        }
    }
}
