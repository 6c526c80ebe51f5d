using System.Text.Json;

namespace Cluster.Messaging;

/// <summary>What a service does when it hears of a fact. Events come fresh (never older than applied) and in the order of their versions.</summary>
public interface IHandle<TEvent>
{
    /// <summary>Applies all of them with as few statements as possible on the given transaction, which the caller commits.</summary>
    Task Handle(IReadOnlyList<Received<TEvent>> events, LogTransaction transaction, CancellationToken cancellation);
}

/// <summary>
/// Keeps all that was ever said and not only the newest of it, so that it hears a version too that comes after a newer one, and that as often as it
/// comes.
/// </summary>
public interface IHearEveryVersion;

public sealed record Received<TEvent>(string Source, string Aggregate, long Version, DateTimeOffset At, string Organisation, TEvent Event);

/// <summary>Hears of every packet, whatever it holds, and of the relays' word that all has been sent: what a view's freshness is made of.</summary>
public interface IHearEverything
{
    Task Hear(string source, DateTimeOffset newest, LogTransaction transaction, CancellationToken cancellation);
}

/// <summary>Which kinds a service listens to, and how each is applied.</summary>
public sealed class Handlers
{
    private readonly Dictionary<string, Binding> _bindings = [];

    internal IEnumerable<string> Kinds => _bindings.Keys;

    internal List<Type> Types { get; } = [];

    internal bool HearsEverything { get; private set; }

    /// <summary>Of several for one kind, each is applied in the order in which they were added, all in the packet's transaction.</summary>
    public Handlers On<TEvent, THandler>()
        where THandler : class, IHandle<TEvent>
    {
        Types.Add(typeof(THandler));
        var kind = EventJson.KindOf<TEvent>();
        var binding = _bindings.TryGetValue(kind, out var bound) ? (Binding<TEvent>)bound : new Binding<TEvent>();
        binding.HandledBy.Add(typeof(THandler));
        _bindings[kind] = binding;
        return this;
    }

    public Handlers OnEverything<THandler>()
        where THandler : class, IHearEverything
    {
        Types.Add(typeof(THandler));
        HearsEverything = true;
        return this;
    }

    internal Binding? For(string kind) => _bindings.GetValueOrDefault(kind);

    internal abstract class Binding
    {
        /// <summary>The event with its body read, or why it cannot be read.</summary>
        public abstract (ReadEvent? Read, string? Reason) Read(PacketEvent packetEvent);

        /// <summary>Whether one of its handlers hears older versions.</summary>
        public abstract bool HearsEveryVersion { get; }

        /// <param name="areOlder">They are for those handlers alone that hear every version.</param>
        public abstract Task Apply(
            IServiceProvider services, string source, IReadOnlyList<ReadEvent> events, bool areOlder, LogTransaction transaction,
            CancellationToken cancellation);
    }

    private sealed class Binding<TEvent> : Binding
    {
        public List<Type> HandledBy { get; } = [];

        public override bool HearsEveryVersion => HandledBy.Exists(handler => handler.IsAssignableTo(typeof(IHearEveryVersion)));

        public override (ReadEvent? Read, string? Reason) Read(PacketEvent packetEvent)
        {
            try
            {
                return packetEvent.Body.Deserialize<TEvent>(EventJson.Options) is { } body ? (new(packetEvent, body), null) : (null, "The body is null.");
            }
            catch (JsonException failure)
            {
                return (null, failure.Message);
            }
        }

        public override async Task Apply(
            IServiceProvider services, string source, IReadOnlyList<ReadEvent> events, bool areOlder, LogTransaction transaction,
            CancellationToken cancellation)
        {
            var received = events
                .Select(e => new Received<TEvent>(source, e.Event.Aggregate, e.Event.Version, e.Event.At, e.Event.Organisation, (TEvent)e.Body))
                .ToList();
            foreach (var handler in HandledBy.Where(h => !areOlder || h.IsAssignableTo(typeof(IHearEveryVersion))))
            {
                await ((IHandle<TEvent>)services.GetService(handler)!).Handle(received, transaction, cancellation);
            }
        }
    }
}

/// <param name="Body">Of the type that its binding handles.</param>
internal sealed record ReadEvent(PacketEvent Event, object Body);
