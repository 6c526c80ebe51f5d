namespace Cluster.Coordination.Bulletins;

/// <summary>Section <c>Bulletins</c> of the service's settings.</summary>
public sealed record BulletinOptions
{
    /// <summary>The gateway as readers reach it: the links behind the figures begin with it.</summary>
    public string Address { get; init; } = "http://localhost:8080";

    /// <summary>Where the Noto CJK fonts are, which a PDF embeds; Debian's fonts-noto-cjk puts them here.</summary>
    public string FontFolder { get; init; } = "/usr/share/fonts/opentype/noto";
}
