using System.Diagnostics;
using Cluster.Backing;
using Cluster.Load.Stack;

namespace Cluster.Load.Gateway;

/// <summary>R7's floor: a plain reverse proxy before the same service, which checks nothing and counts nothing.</summary>
internal sealed class Nginx : IDisposable
{
    private const string Program = "/usr/sbin/nginx";

    private readonly Process _process;

    private Nginx(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<Nginx> Start(string folder, Uri service)
    {
        var port = FreePort.Next();
        Directory.CreateDirectory(folder);
        var settings = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(settings, $$"""
            daemon off; worker_processes auto; pid {{folder}}/nginx.pid; error_log {{folder}}/error.log;
            events { worker_connections 512; }
            http {
                access_log off;
                client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/f;
                uwsgi_temp_path {{folder}}/u; scgi_temp_path {{folder}}/s;
                upstream service { server {{service.Host}}:{{service.Port}}; keepalive 64; }
                server {
                    listen 127.0.0.1:{{port}};
                    location / { proxy_pass http://service; proxy_http_version 1.1; proxy_set_header Connection ""; }
                }
            }
            """);
        var process = Process.Start(new ProcessStartInfo(Program, ["-c", settings, "-p", folder]))
            ?? throw new LoadException($"{Program} did not start.");
        return new Nginx(process, new Uri($"http://127.0.0.1:{port}"));
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
