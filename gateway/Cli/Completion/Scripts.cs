using System.Text;
using Cluster.Cli.Rows;

namespace Cluster.Cli.Completion;

/// <summary>One tree, three shells.</summary>
internal static class Scripts
{
    public static string Bash(CommandNode root) => $$"""
        # cluster: source <(cluster completion bash)
        _cluster() {
            local current=${COMP_WORDS[COMP_CWORD]} path= word
            for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                case "$path $word" in
                    {{string.Join('|', Paths(root).Select(p => $"\" {p}\""))}}) path="$path $word" ;;
                esac
            done
            case "$path" in
        {{Cases(root)}}
            esac
        }
        _cluster_words() {
            local offered=$1 files=$2
            # Resources hold slashes and options hyphens: the word is completed as a whole.
            COMPREPLY=($(compgen -W "$offered" -- "$current"))
            [[ -z $files || ${#COMPREPLY[@]} -gt 0 ]] || COMPREPLY=($(compgen -f -- "$current"))
        }
        complete -F _cluster cluster

        """;

    public static string Zsh(CommandNode root) => $$"""
        #compdef cluster
        # cluster: source <(cluster completion zsh)
        (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
        _cluster() {
            local path= word current=$words[CURRENT]
            for word in "${(@)words[2,CURRENT-1]}"; do
                case "$path $word" in
                    {{string.Join('|', Paths(root).Select(p => $"\" {p}\""))}}) path="$path $word" ;;
                esac
            done
            case "$path" in
        {{Cases(root)}}
            esac
        }
        _cluster_words() {
            compadd -- ${=1}
            [[ -z $2 ]] || _files
        }
        compdef _cluster cluster

        """;

    public static string Fish(CommandNode root)
    {
        var script = new StringBuilder("# cluster: cluster completion fish | source\ncomplete -c cluster -f\n");
        var branches = root.Commands.Where(c => c.Commands.Count > 0).Select(c => c.Path).ToList();
        foreach (var node in root.WithAllBelow)
        {
            var seen = node.Path.Length == 0
                ? "__fish_use_subcommand"
                : string.Join("; and ", node.Path.Split(' ').Select(word => $"__fish_seen_subcommand_from {word}"))
                    + string.Concat(branches.Where(b => !node.Path.StartsWith(b, StringComparison.Ordinal)).Select(b => $"; and not __fish_seen_subcommand_from {b}"));
            var isOpen = node.Commands.Count == 0 || node.Path.Length == 0
                ? seen
                : $"{seen}; and not __fish_seen_subcommand_from {string.Join(' ', node.Commands.Select(c => c.Name))}";
            foreach (var command in node.Commands)
            {
                script.Append($"complete -c cluster -n '{isOpen}' -a {command.Name} -d {Quoted(command.Description)}\n");
            }

            foreach (var option in node.Options)
            {
                var form = option.Name.StartsWith("--", StringComparison.Ordinal) ? $"-l {option.Name[2..]}" : $"-s {option.Name[1..]}";
                script.Append($"complete -c cluster -n '{seen}' {form}{(option.TakesValue ? " -r -F" : "")} -d {Quoted(option.Description)}\n");
            }

            if (WordsFor(node) is { Length: > 0 } words)
            {
                script.Append($"complete -c cluster -n '{seen}' -a '{words}'\n");
            }

            if (TakesFiles(node))
            {
                script.Append($"complete -c cluster -n '{seen}' -F\n");
            }
        }

        return script.ToString();
    }

    private static IEnumerable<string> Paths(CommandNode root) => root.WithAllBelow.Select(n => n.Path).Where(p => p.Length > 0);

    private static string Cases(CommandNode root) => string.Join('\n', root.WithAllBelow.Select(node =>
    {
        var words = string.Join(' ', node.Commands.Select(c => c.Name).Concat(node.Options.Select(o => o.Name)).Append(WordsFor(node)));
        return $"        \"{(node.Path.Length == 0 ? "" : " " + node.Path)}\") _cluster_words \"{words.Trim()}\" {(TakesFiles(node) ? "files" : "''")} ;;";
    }));

    /// <summary>What may stand for an argument.</summary>
    private static string WordsFor(CommandNode node) => string.Join(' ', node.Arguments.SelectMany(argument => argument switch
    {
        "SERVICE/RESOURCE" => ResourceName.Known.Select(r => r.ToString()),
        "SERVICE/RESOURCE/KEY" => ResourceName.Known.Select(r => $"{r}/"),
        "SERVICE" => ResourceName.Services,
        _ when argument.Contains('|') => argument.Split('|'),
        _ => [],
    }));

    private static bool TakesFiles(CommandNode node) => node.Arguments.Contains("FILE") || node.Options.Any(o => o.Name is "--output" or "--key-file");

    private static string Quoted(string text) => $"'{text.Replace("\\", @"\\").Replace("'", @"\'")}'";
}
