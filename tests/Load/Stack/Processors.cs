using System.Globalization;

namespace Cluster.Load.Stack;

/// <summary>Processor time by part of the system, in milliseconds.</summary>
internal sealed record Spending(IReadOnlyDictionary<string, double> Milliseconds)
{
    public static readonly Spending None = new(new Dictionary<string, double>());

    public static Spending operator +(Spending one, Spending other) => one.With(other, (a, b) => a + b);

    public static Spending operator -(Spending one, Spending other) => one.With(other, (a, b) => a - b);

    public Spending Per(int calls) => new(Milliseconds.ToDictionary(part => part.Key, part => part.Value / calls));

    private Spending With(Spending other, Func<double, double, double> combine) => new(
        Milliseconds.Keys.Union(other.Milliseconds.Keys)
            .ToDictionary(part => part, part => combine(Milliseconds.GetValueOrDefault(part), other.Milliseconds.GetValueOrDefault(part))));
}

/// <summary>Whose processor time grows while something is measured: where a call's cost goes.</summary>
/// <param name="programs">Our programs by name, each with its process.</param>
internal sealed class Processors(IReadOnlyDictionary<string, int> programs, int postmaster, int broker)
{
    private const double MillisecondsPerTick = 10; // USER_HZ is 100 wherever .NET runs on Linux

    /// <summary>The most memory that a program has held since it was last asked, in MiB.</summary>
    public double PeakMib(string program)
    {
        var folder = $"/proc/{programs[program]}";
        var peak = File.ReadLines($"{folder}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        File.WriteAllText($"{folder}/clear_refs", "5");
        return double.Parse(peak["VmHWM:".Length..].Replace("kB", ""), CultureInfo.InvariantCulture) / 1024;
    }

    public Spending Read()
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? Process.Read(id) : null)
            .OfType<Process>()
            .ToDictionary(process => process.Id);
        var spent = programs.ToDictionary(program => program.Key, program => all[program.Value].Own);
        spent["PostgreSQL"] = all[postmaster].WithEnded + all.Values.Where(process => process.Parent == postmaster).Sum(process => process.Own);
        spent["RabbitMQ"] = all[broker].Own;
        spent["bench"] = all[Environment.ProcessId].Own;
        return new(spent);
    }

    public static int ParentOf(int process) => Process.Read(process)!.Parent;

    public static int WithCommandLine(params string[] parts) => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
        .Single(id => id > 0 && Process.CommandLine(id) is { } line && parts.All(part => line.Contains(part)));

    /// <param name="WithEnded">Its own time and that of children it has seen the end of.</param>
    private sealed record Process(int Id, int Parent, double Own, double WithEnded)
    {
        private const int ParentField = 1;
        private const int FirstTimeField = 11;

        public static Process? Read(int id)
        {
            // The name may hold blanks; the fields are counted from the bracket behind it.
            if (Text($"/proc/{id}/stat") is not { Length: > 0 } stat)
            {
                return null;
            }

            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            double[] ticks = [.. fields[FirstTimeField..(FirstTimeField + 4)].Select(field => double.Parse(field, CultureInfo.InvariantCulture))];
            return new(
                id, int.Parse(fields[ParentField], CultureInfo.InvariantCulture),
                (ticks[0] + ticks[1]) * MillisecondsPerTick, ticks.Sum() * MillisecondsPerTick);
        }

        public static string? CommandLine(int id) => Text($"/proc/{id}/cmdline")?.Replace('\0', ' ');

        private static string? Text(string file)
        {
            try
            {
                return File.ReadAllText(file);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}
