using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Cluster.Ingestion;

/// <summary>A code is stored as it is written on the wire, so that a row can be read without the program.</summary>
public static class CodeColumns
{
    public static PropertyBuilder<TEnum> HasCode<TEnum>(this PropertyBuilder<TEnum> property, Codes<TEnum> codes)
        where TEnum : struct, Enum =>
        property.HasConversion(Converter(codes));

    public static PropertyBuilder<TEnum?> HasCode<TEnum>(this PropertyBuilder<TEnum?> property, Codes<TEnum> codes)
        where TEnum : struct, Enum =>
        property.HasConversion(Converter(codes));

    private static ValueConverter<TEnum, string> Converter<TEnum>(Codes<TEnum> codes)
        where TEnum : struct, Enum =>
        new(value => codes.Write(value), code => codes.Parse(code));
}
