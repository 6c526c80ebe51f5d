namespace Cluster.Cli;

/// <summary>How a command ended (退出码); scripts rely on the numbers, gateway/Cli/README.md tells them.</summary>
internal enum ExitCode
{
    Done = 0,

    /// <summary>A fault of this program.</summary>
    Fault = 1,

    /// <summary>The command line, the profile or a local file is not right; nothing was sent.</summary>
    Usage = 2,

    SomeRefused = 3,

    /// <summary>No row went in, or the call was refused as a whole.</summary>
    Refused = 4,

    NotSignedIn = 5,

    Unreachable = 6,

    /// <summary>The gateway or a service failed, or asks to come back later.</summary>
    ServerFault = 7,

    LogBroken = 8,

    NotFound = 9,

    /// <summary>Ctrl-C, as shells count it.</summary>
    Interrupted = 130,
}
